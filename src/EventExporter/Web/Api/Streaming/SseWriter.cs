using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api.Streaming;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2). Data is JSON without line breaks, so that each event has one data line.</summary>
internal sealed class SseWriter(PipeWriter output)
{
    /// <summary>In bytes.</summary>
    private const int Full = 32 * 1024;

    private long _waiting;

    /// <summary>So much is waiting that it is to be sent before more is written.</summary>
    public bool IsFull => _waiting >= Full;

    public void Event(string kind, long id, Action<Utf8JsonWriter> data)
    {
        Write(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {kind}\ndata: "));
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ApiAnswer.Options))
            data(json);
        Write(buffer.Written.Span);
        Write("\n\n");
    }

    /// <summary>Where to go on after, without anything that happened.</summary>
    public void Place(long id) => Write(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n\n"));

    public void Comment(string text) => Write($": {text}\n\n");

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        _waiting = 0;
        await output.FlushAsync(cancellation);
    }

    private void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
        _waiting += bytes.Length;
    }
}
