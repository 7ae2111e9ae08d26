using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventExporter.Cli.Asking;
using EventExporter.Configuration.Values;
using EventExporter.Hosting;
using EventExporter.Query;

namespace EventExporter.Cli.Commands;

/// <summary>What there is most of, live.</summary>
internal static class TopCommand
{
    private const int Points = 30;
    private const string ClearScreen = "\u001b[H\u001b[J";

    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "Only these events.", DefaultValueFactory = _ => "" };
        var by = new Option<string>("--by") { Description = "The field to count by: reason, namespace, owner, node or any other.", DefaultValueFactory = _ => "reason", HelpName = "FIELD" };
        var since = new Option<string>("--since") { Description = "How far back.", DefaultValueFactory = _ => "1h", HelpName = "TIME" };
        var limit = new Option<int>("--limit", "-n") { Description = "How many rows.", DefaultValueFactory = _ => 20 };
        var interval = SharedOptions.Time("--interval");
        interval.Description = "How often it is looked again. Default: 2s.";
        var once = new Option<bool>("--once") { Description = "Show it once and end; so it does where output is no terminal." };
        var ask = new AskOptions();
        var command = new Command("top", "Show which reasons, namespaces, owners or nodes have most events, live.") { query, by, since, limit, interval, once };
        ask.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            AskOptions.Parse(parsed.GetRequiredValue(query), TimeProvider.System.GetUtcNow());
            if (QueryCommand.Fields(parsed.GetRequiredValue(by)) is not [var field])
                throw UserError.Usage($"event-exporter: --by is '{parsed.GetRequiredValue(by)}'; write one field, such as reason, namespace, owner or node.");
            if (!Duration.TryParse(parsed.GetRequiredValue(since), plainUnit: null, out var span) || span < TimeSpan.FromMinutes(1))
                throw UserError.Usage($"event-exporter: --since is '{parsed.GetRequiredValue(since)}'; write a span of at least a minute, such as 10m, 1h or 1d.");
            var live = !parsed.GetValue(once) && !Console.IsOutputRedirected;
            return await HistoryTroubles.TellAsync(() => RunAsync(
                ask.Open(parsed), parsed.GetRequiredValue(query), field, span, Math.Max(1, parsed.GetRequiredValue(limit)), live ? parsed.GetValue(interval) ?? TimeSpan.FromSeconds(2) : null, signals.Stop));
        });
        return command;
    }

    private static async Task<int> RunAsync(IAnswers answers, string query, string field, TimeSpan span, int limit, TimeSpan? interval, CancellationToken stop)
    {
        await using var _ = answers;
        try
        {
            while (true)
            {
                var text = await ShowAsync(answers, query, field, span, limit, stop);
                Console.Out.Write(interval is null ? text : ClearScreen + text);
                if (interval is null)
                    return ExitCode.Success;
                await Task.Delay(interval.Value, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Success;
        }
    }

    private static async Task<string> ShowAsync(IAnswers answers, string query, string field, TimeSpan span, int limit, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var bucket = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(span.TotalSeconds / Points)));
        var whole = AskOptions.Parse(query, now).And(new EventQuery { Since = now - span });
        var answer = await answers.AggregateAsync(new AggregateQuestion(whole.ToString(), [field], bucket, ["count"], limit), stop);
        var rows = answer.GetProperty("groups").EnumerateArray()
            .GroupBy(group => EventRows.Text(group, field), StringComparer.Ordinal)
            .Select(group => Row(group.Key, group, bucket, now - span, span))
            .OrderByDescending(static row => row.Count).ThenBy(static row => row.Cells[0], StringComparer.Ordinal)
            .Select(static row => row.Cells).ToList();
        var head = string.Create(CultureInfo.InvariantCulture, $"events by {field}, last {Duration.Format(span)}, at {now:HH:mm:ss}Z{(query.Length > 0 ? ", " + DisplayText.Clean(query) : "")}\n\n");
        return head + (rows.Count == 0 ? "no events\n" : TextTable.Write([field.ToUpperInvariant(), "COUNT", "PER MIN", "TREND"], rows, TextTable.TerminalWidth()));
    }

    private static (long Count, string[] Cells) Row(string name, IEnumerable<JsonElement> groups, TimeSpan bucket, DateTimeOffset from, TimeSpan span)
    {
        var points = new long[Points + 1];
        foreach (var group in groups)
        {
            var at = DateTimeOffset.Parse(EventRows.Text(group, "time"), CultureInfo.InvariantCulture);
            points[Math.Clamp((int)Math.Ceiling((at - from) / bucket), 0, Points)] += group.GetProperty("count").GetInt64();
        }

        var count = points.Sum();
        return (count, [name.Length == 0 ? "(none)" : name, count.ToString(CultureInfo.InvariantCulture), (count / span.TotalMinutes).ToString("0.0", CultureInfo.InvariantCulture), Sparkline.Of(points)]);
    }
}
