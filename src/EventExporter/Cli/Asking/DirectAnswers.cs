using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EventExporter.History;
using EventExporter.Query;

namespace EventExporter.Cli.Asking;

/// <summary>Asks the history's file itself.</summary>
internal sealed class DirectAnswers(IEventHistory history, IAsyncDisposable owner, TimeProvider time) : IAnswers
{
    public async IAsyncEnumerable<JsonElement> EventsAsync(string query, int limit, Action<string> partial, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new PageRequest(Parse(query)) { Limit = limit, Budget = QueryBudget.Default with { Time = TimeSpan.FromMinutes(1) } };
        await foreach (var found in history.QueryAsync(request, partial, cancellation))
            yield return Element(json => HistoryJson.Write(json, found));
    }

    public async IAsyncEnumerable<JsonElement> FollowAsync(string query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in history.FollowAsync(Parse(query), null, cancellation))
            yield return Element(json => HistoryJson.Write(json, found));
    }

    public async Task<JsonElement> AggregateAsync(AggregateQuestion question, CancellationToken cancellation)
    {
        var request = new AggregateRequest(Parse(question.Query))
        {
            By = [.. question.By.Select(static name => QueryFields.Find(name)!)],
            Bucket = question.Bucket,
            Metrics = [.. question.Metrics.Select(static name => Enum.Parse<AggregateMetric>(name, ignoreCase: true))],
            Limit = question.Limit,
            Budget = QueryBudget.Default with { Time = TimeSpan.FromMinutes(1) },
        };
        var answer = await history.AggregateAsync(request, cancellation);
        return Element(json => HistoryJson.Write(json, request, question.By, answer));
    }

    public async Task<JsonElement> TimelineAsync(string about, DateTimeOffset since, DateTimeOffset? until, CancellationToken cancellation)
    {
        var timeline = await history.TimelineAsync(new TimelineRequest(ObjectName.Parse(about)!, since, until), cancellation);
        return Element(json => HistoryJson.Write(json, timeline));
    }

    public async Task<JsonElement> StatsAsync(CancellationToken cancellation)
    {
        var stats = await history.StatsAsync(cancellation);
        return Element(json => HistoryJson.Write(json, stats));
    }

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    private EventQuery Parse(string query) => EventQuery.Parse(query, time.GetUtcNow()).Query!;

    private static JsonElement Element(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
