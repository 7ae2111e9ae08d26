using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;
using EventExporter.Telemetry;
using EventExporter.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.History;

/// <summary>A folder for a history that is gone after the test, with a clock that stands still.</summary>
internal sealed class HistoryFolder : IDisposable
{
    public HistoryFolder() => Options = new HistoryOptions(Directory.CreateTempSubdirectory("history-").FullName) { MaintenanceInterval = TimeSpan.FromDays(40) };

    /// <summary>Tests tidy up themselves.</summary>
    public HistoryOptions Options { get; set; }

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HealthBoard Health { get; } = new();

    public List<Gap> Gaps { get; } = [];

    public SqliteHistory Open() => SqliteHistory.Open(Options, () => Gaps, Health, NullLogger<SqliteHistory>.Instance, Clock);

    public SqliteHistory OpenToRead() => SqliteHistory.OpenToRead(Options, () => Gaps, NullLogger<SqliteHistory>.Instance, Clock);

    public EventQuery Query(string text)
    {
        var parsed = EventQuery.Parse(text, Clock.GetUtcNow());
        Assert.Empty(parsed.Problems);
        return parsed.Query!;
    }

    public static async Task<List<HistoryEvent>> All(IEventHistory history, EventQuery query, bool oldestFirst = false)
    {
        var found = new List<HistoryEvent>();
        await foreach (var one in history.QueryAsync(new PageRequest(query) { OldestFirst = oldestFirst, Limit = int.MaxValue, Budget = QueryBudget.None }, null, default))
            found.Add(one);
        return found;
    }

    /// <summary>Looks into the file beside the history.</summary>
    public long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Options.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => Directory.Delete(Options.Folder, recursive: true);

    /// <summary>The sum over all events.</summary>
    public static async Task<long> Sum(IEventHistory history) =>
        (await history.AggregateAsync(new AggregateRequest(EventQuery.Everything) { Budget = QueryBudget.None }, default)).Groups.Sum(static group => group.Count);

    /// <summary>What other threads bring about. Fails after half a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Yield())
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "It has not come about.");
    }

    public static JournalBatch Batch(long first, IReadOnlyList<AnalyzedEvent> events) => new(first, events);
}
