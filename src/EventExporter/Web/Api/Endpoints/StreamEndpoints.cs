using System.Globalization;
using EventExporter.History;
using EventExporter.Query;
using EventExporter.Web.Api.Asking;
using EventExporter.Web.Api.Streaming;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Events as they come in.</summary>
internal static class StreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Each holds a connection, of which there are so many.</summary>
    private const int MostStreams = 200;

    private static int _streams;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("streamEvents", "GET", "/api/v1/stream", ApiAccess.Read, "Events as they come in, as server-sent events: 'event', and 'gap' where events may be missing. Goes on after the id in Last-Event-ID, without loss and without repeats.")
        {
            Parameters =
            [
                Questions.Query,
                new("after", "integer", "Begin after this sequence number, as with the header Last-Event-ID. Left out: with what is new."),
            ],
            Answer = "Event",
            AnswerType = "text/event-stream",
            Handle = StreamAsync,
        },
    ];

    private static async Task StreamAsync(ApiCall call)
    {
        var (query, wanted) = (call.ReadQuery(), ReadPosition(call));
        call.Check();
        var sources = call.Sources;
        if (sources.Stop.IsCancellationRequested)
            throw ApiCall.Stopping;
        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw ApiProblem.Unavailable($"{MostStreams} streams are open already, and that is the most.");
        }

        try
        {
            var stats = await call.AskAsync((history, cancellation) => history.StatsAsync(cancellation));
            await new EventStream(call, sources, EventPredicate.Of(query)).RunAsync(Begin(wanted, stats, sources));
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private static long? ReadPosition(ApiCall call)
    {
        var header = call.Context.Request.Headers[LastEventId].ToString();
        if (header.Length == 0)
            return call.Id("after");
        if (long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id;
        call.Wrong(LastEventId, $"'{ApiCall.Shorten(header)}' is no id of this stream", "begin again without it");
        return null;
    }

    /// <summary>Nobody can have seen a number that was never given: the numbers have begun anew, and so does the stream.</summary>
    private static long Begin(long? wanted, HistoryStats stats, ApiSources sources) =>
        wanted is { } after && after <= Math.Max(stats.LastSequence, sources.Journal.Head) ? after : stats.LastSequence;
}
