using System.IO.Pipelines;
using System.Text.Json;

namespace EventExporter.Web.Api;

/// <summary>JSON that goes out while it is written, as fast as the client takes it.</summary>
internal sealed class StreamedJson(PipeWriter output, CancellationToken cancellation) : IAsyncDisposable
{
    /// <summary>In bytes; a flush for each event would cost more than the event.</summary>
    private const int Part = 32 * 1024;

    private long _sent;

    public Utf8JsonWriter Writer { get; } = new(output, ApiAnswer.Options);

    /// <summary>Sends what is there if it is enough to be worth it; to be called between values.</summary>
    public ValueTask SendAsync() => Writer.BytesCommitted + Writer.BytesPending - _sent < Part ? default : EndAsync();

    /// <summary>Sends all that is there.</summary>
    public async ValueTask EndAsync()
    {
        Writer.Flush();
        _sent = Writer.BytesCommitted;
        await output.FlushAsync(cancellation);
    }

    /// <summary>What was not sent is of an answer that failed.</summary>
    public ValueTask DisposeAsync()
    {
        Writer.Reset(Stream.Null);
        return Writer.DisposeAsync();
    }
}
