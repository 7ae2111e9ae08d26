using System.CommandLine;
using EventExporter.Cli.Asking;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;
using EventExporter.History;
using EventExporter.Hosting;
using EventExporter.Query;

namespace EventExporter.Cli.Commands;

/// <summary>Asks the history: events, or how many there were in groups.</summary>
internal static class QueryCommand
{
    private static readonly string[] MetricNames = [.. Enum.GetNames<AggregateMetric>().Select(static name => name.ToLowerInvariant())];

    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "Which events, such as 'type=Warning namespace!=kube-system since=2h'. Left out: all.", DefaultValueFactory = _ => "" };
        var output = SharedOptions.Output("table", "json", "csv", "wide");
        var limit = new Option<int?>("--limit", "-n") { Description = "How many events (100) or groups (50)." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Show events as they come in, until Ctrl-C." };
        var by = new Option<string?>("--group-by") { Description = "Count in groups by these fields.", HelpName = "FIELD,..." };
        var bucket = new Option<string?>("--bucket") { Description = "Count by spans of time.", HelpName = "1h" };
        var metric = new Option<string?>("--metric") { Description = $"What is reckoned: {string.Join(", ", MetricNames)}. Default: count.", HelpName = "NAME,..." };
        var ask = new AskOptions();
        var command = new Command("query", "Show events of the history, or count them in groups.") { query, output, limit, follow, by, bucket, metric };
        ask.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            var text = AskOptions.Parse(parsed.GetRequiredValue(query), TimeProvider.System.GetUtcNow()).ToString();
            var (format, most) = (parsed.GetRequiredValue(output), parsed.GetValue(limit));
            if (most is < 1)
                throw UserError.Usage($"event-exporter: --limit is {most}; 1 is the least.");
            if (parsed.GetValue(by) is not null || parsed.GetValue(bucket) is not null || parsed.GetValue(metric) is not null)
            {
                if (parsed.GetValue(follow))
                    throw UserError.Usage("event-exporter: --follow shows events as they come in, and none are counted then; leave out --follow, or --group-by, --bucket and --metric.");
                var question = new AggregateQuestion(text, Fields(parsed.GetValue(by)), Bucket(parsed.GetValue(bucket)), Metrics(parsed.GetValue(metric)), most ?? 50);
                return await HistoryTroubles.TellAsync(() => GroupsAsync(ask.Open(parsed), question, format, signals.Stop));
            }

            return await HistoryTroubles.TellAsync(() => EventsAsync(ask.Open(parsed), text, format, most ?? 100, parsed.GetValue(follow), signals.Stop));
        });
        return command;
    }

    private static async Task<int> EventsAsync(IAnswers answers, string query, string format, int limit, bool follow, CancellationToken stop)
    {
        await using var _ = answers;
        var output = new EventOutput(format, Console.Out, follow);
        var partial = "";
        try
        {
            await foreach (var found in follow ? answers.FollowAsync(query, stop) : answers.EventsAsync(query, limit, why => partial = why, stop))
                output.Write(found);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C ends what was followed.
        }

        output.End();
        if (partial.Length > 0)
            await Console.Error.WriteLineAsync($"this is a part: {partial}");
        return ExitCode.Success;
    }

    private static async Task<int> GroupsAsync(IAnswers answers, AggregateQuestion question, string format, CancellationToken stop)
    {
        await using var _ = answers;
        var answer = await answers.AggregateAsync(question, stop);
        GroupOutput.Write(answer, question, format, Console.Out);
        if (EventRows.Text(answer, "reason") is { Length: > 0 } why)
            await Console.Error.WriteLineAsync($"counts are too low: {why}");
        return ExitCode.Success;
    }

    public static IReadOnlyList<string> Fields(string? names)
    {
        var fields = Split(names);
        foreach (var name in fields)
        {
            if (QueryFields.Find(name) is not { } field)
                throw UserError.Usage($"event-exporter: events cannot be grouped by '{DisplayText.Clean(name)}'; {Suggestion.Hint(name, QueryFields.Names)}");
            if (field.Field.Kind == QueryFieldKind.Time)
                throw UserError.Usage($"event-exporter: events cannot be grouped by '{name}'; use --bucket, such as --bucket 1h.");
            if (field.Field.HistoryOnly)
                throw UserError.Usage($"event-exporter: events cannot be grouped by '{name}', for one event may have several; put it into the query, such as '{name}=slack'.");
        }

        return fields;
    }

    private static TimeSpan? Bucket(string? text)
    {
        if (text is null)
            return null;
        return Duration.TryParse(text, plainUnit: null, out var bucket) && bucket >= TimeSpan.FromSeconds(1)
            ? bucket
            : throw UserError.Usage($"event-exporter: --bucket is '{text}'; write a span of at least a second, such as 5m, 1h or 1d.");
    }

    private static string[] Metrics(string? names)
    {
        var metrics = names is null ? ["count"] : Split(names);
        foreach (var name in metrics.Where(static name => !MetricNames.Contains(name)))
            throw UserError.Usage($"event-exporter: there is no metric '{name}'; {Suggestion.Hint(name, MetricNames)}");
        return metrics;
    }

    private static string[] Split(string? names) => (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
