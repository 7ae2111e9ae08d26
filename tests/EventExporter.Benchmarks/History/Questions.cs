using System.Diagnostics;
using EventExporter.Benchmarks.EndToEnd;
using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Query;

namespace EventExporter.Benchmarks.History;

/// <summary>What people ask, each several times with other values, so that nothing is answered from what was read a moment ago.</summary>
internal sealed class Questions(SqliteHistory history, DateTimeOffset now, int rounds)
{
    private static readonly string[] Reasons = ["BackOff", "Unhealthy", "FailedMount", "Killing", "Failed"];

    public async Task AskAsync(Report report)
    {
        await PageAsync(report, "100 newest by namespace and reason, a day", i => $"namespace=team-{i % 40} reason={Reasons[i % 5]} since={Back(i)} until={Back(i, -1)}");
        await PageAsync(report, "all of them by namespace and reason, a day", i => $"namespace=team-{(i + 7) % 40} reason={Reasons[i % 5]} since={Back(i)} until={Back(i, -1)}", int.MaxValue);
        await PageAsync(report, "100 newest by reason=~ and namespace!=, a day", i => $"reason=~\"^Fail\" namespace!=team-{i % 40} since={Back(i)} until={Back(i, -1)}");
        await PageAsync(report, "100 newest by label, a day", i => $"label.app.kubernetes.io/name=service-{i * 3 % 250} since={Back(i)} until={Back(i, -1)}");
        await PageAsync(report, "100 newest of an owner, two weeks", i => $"owner=service-{i * 7 % 250}");
        await GroupAsync(report, "by reason per hour, a week", i => $"since={Back(7 + (i % 7))} until={Back(i % 7)}", "reason", TimeSpan.FromHours(1));
        await GroupAsync(report, "by reason per hour, warnings of a namespace, a week", i => $"type=Warning namespace=team-{i % 40} since={Back(7)}", "reason", TimeSpan.FromHours(1));
        await GroupAsync(report, "by namespace per minute, an hour", i => $"since={Back(i % 10, 0, 1)} until={Back(i % 10)}", "namespace", TimeSpan.FromMinutes(1));
        await GroupAsync(report, "by owner, warnings, a day", i => $"type=Warning since={Back(i % 10 + 1)} until={Back(i % 10)}", "owner", null);
        await GroupAsync(report, "different objects by reason, a day", i => $"type=Warning since={Back(i % 10 + 1)} until={Back(i % 10)}", "reason", null, AggregateMetric.Objects);
        await PageAsync(report, "100 newest with words (two that are rare together), two weeks", i => $"\"configmap service {i * 7 % 250}\" \"{i * 7 % 250}\"");
        await PageAsync(report, "100 newest with words that are common, two weeks", i => $"\"connection refused\" until={Back(i)}");
        await PageAsync(report, "100 newest with a word that is nowhere, two weeks", i => $"kaleidoscope{i}");
        await PageAsync(report, "100 newest with a regex over messages, a day", i => $"message=~\"tcp 10\\\\.{i}\\\\.\" since={Back(1)}");
        await AskAsync(report, "timeline of a pod, its owners and node, a day", async i =>
        {
            var pod = 64_000 + (i * 37);
            var answer = await history.TimelineAsync(new TimelineRequest(new TimelineObject("Pod", TwoWeeks.Namespace(pod), TwoWeeks.PodName(pod)), now.AddDays(-1), null), default);
            return (answer.Lanes.Sum(lane => lane.Events.Count), answer.Partial);
        });
        await AskAsync(report, "stats", async _ => ((int)Math.Min(int.MaxValue, (await history.StatsAsync(default)).Events), null));
    }

    private Task PageAsync(Report report, string name, Func<int, string> query, int limit = 100) => AskAsync(report, name, async i =>
    {
        var count = 0;
        string? partial = null;
        await foreach (var _ in history.QueryAsync(new PageRequest(Parse(query(i))) { Limit = limit }, why => partial = why, default))
            count++;
        return (count, partial);
    });

    private Task GroupAsync(Report report, string name, Func<int, string> query, string by, TimeSpan? bucket, AggregateMetric metric = AggregateMetric.Count) => AskAsync(report, name, async i =>
    {
        var answer = await history.AggregateAsync(new AggregateRequest(Parse(query(i))) { By = [QueryFields.Find(by)!], Bucket = bucket, Metrics = [metric] }, default);
        return (answer.Groups.Count, answer.Partial);
    });

    private async Task AskAsync(Report report, string name, Func<int, Task<(int Count, string? Partial)>> question)
    {
        var times = new List<double>();
        var (counts, parts) = (0L, 0);
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var (count, partial) = await question(i);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            counts += count;
            parts += partial is null ? 0 : 1;
        }

        times.Sort();
        report.Add(name, $"{times[times.Count / 2]:N0} ms in the middle, {times[^1]:N0} ms at most; {counts / rounds:N0} found{(parts > 0 ? $"; {parts} of {rounds} PARTIAL" : "")}");
    }

    private EventQuery Parse(string text) => EventQuery.Parse(text, now) is { Query: { } query } ? query : throw new InvalidOperationException(text);

    /// <summary>Days, and hours, before now.</summary>
    private string Back(int days, int plus = 0, int hours = 0) => QueryTimes.Format(now.AddDays(-(days % 12) - 1 - plus).AddHours(-hours));
}
