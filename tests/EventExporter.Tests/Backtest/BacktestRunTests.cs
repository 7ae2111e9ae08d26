using EventExporter.Backtest;
using EventExporter.Backtest.Cases;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Query;
using EventExporter.Tests.History;

namespace EventExporter.Tests.Backtest;

public sealed class BacktestRunTests
{
    private static readonly TestEventOptions BackOff = new()
    {
        Reason = "BackOff",
        Message = "Back-off restarting failed container",
        Namespace = "shop",
        Name = "web",
        Owners = ["ReplicaSet/web-5d4", "Deployment/web"],
    };

    [Fact]
    public async Task Routes_decide_who_gets_what()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            route:
              routes:
                - match: [{receiver: hook, reason: BackOff}]
                - match: [{receiver: lines, reason: Started}]
            receivers:
              - {name: hook, webhook: {endpoint: https://hooks.example/in}}
              - {name: lines, stdout: {}}
            """,
            null,
            BackOff with { Times = 3 },
            BackOff with { Reason = "Started", Type = "Normal", At = TimeSpan.FromMinutes(1) });

        Assert.Equal(4, result.Events);
        Assert.Equal(3, result.Receiver("hook")!.Operations["POST"]);
        Assert.Equal(1, result.Receiver("lines")!.Operations["line"]);
        Assert.Equal(EventFate.Told, result.Receiver("hook")!.Fates[0]);
        Assert.Equal(EventFate.NotRouted, result.Receiver("hook")!.Fates[3]);
        Assert.Contains("\"reason\":\"BackOff\"", result.Receiver("hook")!.Messages![0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_Slack_is_updated_and_keeps_its_distance_by_the_clock_of_the_events()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            route: {match: [{receiver: chat}]}
            receivers:
              - {name: chat, slack: {token: xoxb-1, channel: '#alerts'}}
            """,
            null,
            BackOff with { Objects = 5 },
            BackOff with { At = TimeSpan.FromMinutes(1), Name = "other", Owners = [] });

        var chat = result.Receiver("chat")!;
        Assert.Equal(2, chat.Operations["chat.postMessage"]);
        Assert.Equal(4, chat.Operations["chat.postMessage in thread"]);
        var times = chat.Messages!.Where(static message => message.Operation.StartsWith("chat.postMessage", StringComparison.Ordinal)).Select(static message => message.At).ToList();
        Assert.All(times.Zip(times.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_alert_that_is_open_is_counted_and_not_opened_again()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            incidents: {enabled: false}
            route: {match: [{receiver: oncall}]}
            receivers:
              - {name: oncall, opsgenie: {apiKey: key, alias: "a/{{ involved_object.name }} b", action: "{{ type == 'Normal' ? 'close' : 'create' }}"}}
            """,
            null,
            BackOff with { Times = 3 },
            BackOff with { At = TimeSpan.FromMinutes(1), Type = "Normal" },
            BackOff with { At = TimeSpan.FromMinutes(2) });

        var operations = result.Receiver("oncall")!.Operations;
        Assert.Equal(2, operations["create alert"]);
        Assert.Equal(2, operations["count alert"]);
        Assert.Equal(1, operations["close alert"]);
    }

    [Fact]
    public async Task An_inhibit_rule_holds_for_its_receivers_alone()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            route: {match: [{receiver: hook}, {receiver: archive}]}
            inhibit:
              - {when: reason=NodeDrain, mute: reason=BackOff, equal: node, receivers: hook}
            receivers:
              - {name: hook, webhook: {endpoint: https://hooks.example/in}}
              - {name: archive, stdout: {}}
            """,
            null,
            new TestEventOptions { Reason = "NodeDrain", Type = "Normal", Kind = "Node", Namespace = "", Name = "node-a", Node = "node-a" },
            BackOff with { At = TimeSpan.FromMinutes(1), Node = "node-a" });

        Assert.Equal(1, result.Receiver("hook")!.Operations["POST"]);
        Assert.Equal(1, result.Receiver("hook")!.Held["inhibited"]);
        Assert.Equal(2, result.Receiver("archive")!.Operations["line"]);
    }

    [Fact]
    public async Task A_group_is_told_once_after_its_wait()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            route: {match: [{receiver: hook}]}
            receivers:
              - name: hook
                webhook: {endpoint: https://hooks.example/in}
                group: {by: [namespace, reason], wait: 30s, interval: 5m, repeat: 4h}
            """,
            null,
            BackOff with { Objects = 60, Times = 2, Every = TimeSpan.FromSeconds(5) });

        var hook = result.Receiver("hook")!;
        Assert.Equal(1, hook.Operations["POST"]);
        Assert.Equal(TimeSpan.FromSeconds(30), hook.Messages![0].At - result.From);
        Assert.Equal(120, hook.Fates.Sum(EventFate.Gathered));
    }

    [Fact]
    public async Task An_event_that_a_template_fails_on_would_be_a_dead_letter()
    {
        var result = await Bench.RunAsync(
            """
            patterns: {report: none}
            route: {match: [{receiver: hook}]}
            receivers:
              - name: hook
                webhook: {endpoint: https://hooks.example/in, layout: {x: "{{ 1 // (count - 1) }}"}}
            """,
            null,
            BackOff,
            BackOff with { Count = 2, Name = "other" });

        var hook = result.Receiver("hook")!;
        Assert.Equal(EventFate.Rejected, hook.Fates[0]);
        Assert.Equal(EventFate.Told, hook.Fates[1]);
        Assert.Equal(1, Assert.Single(hook.Rejections).Value);
    }

    [Fact]
    public async Task Incidents_are_found_and_travel_the_routes_and_end_by_the_clock()
    {
        var result = await Bench.RunAsync(
            """
            route: {match: [{receiver: chat, reason: ^Incident}]}
            receivers:
              - {name: chat, slack: {token: xoxb-1, channel: '#alerts'}}
            """,
            TimeSpan.FromHours(1),
            BackOff with { Times = 20, Every = TimeSpan.FromSeconds(30) });

        var told = result.Findings.OfType<IncidentFinding>().ToList();
        Assert.Single(told.Select(static finding => finding.Id).Distinct(StringComparer.Ordinal));
        Assert.Equal(IncidentState.Resolved, told[^1].State);
        Assert.Equal(told.Count, result.Receiver("chat")!.Routed);
    }

    [Fact]
    public async Task The_history_gives_the_same_as_the_recording_and_findings_are_found_anew()
    {
        using var folder = new HistoryFolder();
        await using var history = folder.Open();
        var events = Bench.Past(BackOff with { Times = 5 }).ReadAsync(CancellationToken.None);
        var kept = new List<AnalyzedEvent>();
        await foreach (var past in events)
            kept.Add(new AnalyzedEvent(past, EventCategory.Container, Severity.Error));
        kept.Add(kept[0] with { Finding = new PatternFinding() });
        await history.StoreAsync(HistoryFolder.Batch(1, kept), CancellationToken.None);

        var read = new List<string>();
        await foreach (var past in new HistoryPast(history, EventQuery.Everything).ReadAsync(CancellationToken.None))
            read.Add(past.Event.Identity);

        Assert.Equal(kept.Take(5).Select(static past => past.Event.Identity), read);
    }

    [Fact]
    public async Task The_same_events_give_the_same_result()
    {
        const string Configuration =
            """
            patterns: {report: none}
            route: {match: [{receiver: chat}]}
            receivers:
              - name: chat
                slack: {token: xoxb-1, channel: '#alerts'}
                rateLimit: {perMinute: 10, overflow: digest}
            """;
        TestEventOptions[] events = [BackOff with { Objects = 40, Times = 5, Owners = [], Every = TimeSpan.FromSeconds(7) }];

        var one = await Bench.RunAsync(Configuration, null, events);
        var other = await Bench.RunAsync(Configuration, null, events);

        Assert.Equal(one.Receiver("chat")!.Messages, other.Receiver("chat")!.Messages);
        Assert.NotEmpty(one.Receiver("chat")!.Messages!);
    }
}
