using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Somebody wrote down what matters, and hears of it once: when it begins, and when it is over.</summary>
public sealed class AlertStory : Story
{
    private string Alerts => Workspace["alerts.jsonl"];

    [Fact]
    public async Task An_alert_fires_once_over_a_kill_and_is_resolved_when_its_window_is_empty()
    {
        var config = AlertConfig("""
            - name: CrashLooping
              when: count(reason="BackOff") by (namespace) >= 3 in 20s
              severity: critical
              summary: "{{ namespace }} crashes: {{ count }} times"
              labels: {team: platform}
            """);
        var exporter = await RunUntilReadyAsync(config);
        Events.HappenOften(9, events: 3);
        Events.Happen("calm", ns: "other");
        await Eventually.EqualAsync("AlertFiring", () => string.Join(' ', Told().Select(Reason)), () => exporter.Log);
        await exporter.KillAsync();

        var again = await RunUntilReadyAsync(config);
        await Eventually.EqualAsync("AlertFiring AlertResolved", () => string.Join(' ', Told().Select(Reason)), () => again.Log);
        var (fired, resolved) = (Told()[0], Told()[1]);
        Assert.Equal("default crashes: ", fired["message"]!.GetValue<string>()[..^"9 times".Length]);
        Assert.StartsWith("Resolved: ", resolved["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("critical", fired["severity"]!.GetValue<string>());
        Assert.Equal("platform", fired["involvedObject"]!["labels"]!["team"]!.GetValue<string>());
        Assert.Equal(fired["metadata"]!["uid"]!.GetValue<string>(), resolved["metadata"]!["uid"]!.GetValue<string>());
        Assert.NotEqual(fired["identity"]!.GetValue<string>(), resolved["identity"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_does_not_come_is_told_of_when_it_is_due_and_taken_back_when_it_comes()
    {
        var config = AlertConfig("""
            - name: NoBackup
              when: absent(reason=Completed name=~"^backup") in 4s
            """);
        var exporter = await RunUntilReadyAsync(config);
        await Eventually.EqualAsync("AlertFiring", () => string.Join(' ', Told().Select(Reason)), () => exporter.Log);
        Events.Happen("backup-1", "Completed");
        await Eventually.TrueAsync(() => Told().Select(Reason).Take(2).SequenceEqual(["AlertFiring", "AlertResolved"]), () => exporter.Log);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_read_is_told_with_its_place_before_anything_starts()
    {
        var config = AlertConfig("""
            - name: Wrong
              when: count(resaon=BackOff) >= 3 in 10m
            - name: Wrong
              when: count() >= many in 10m
            """);

        var check = await ExporterProcess.RunAsync("check", "--config", config);

        Assert.Equal(2, check.ExitCode);
        Assert.Contains("config.yaml:8:", check.Errors + check.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'reason'", check.Errors + check.Output, StringComparison.Ordinal);
        Assert.Contains("config.yaml:10:", check.Errors + check.Output, StringComparison.Ordinal);
        Assert.Contains("config.yaml:9:", check.Errors + check.Output, StringComparison.Ordinal);
    }

    private static string Reason(JsonNode line) => line["reason"]!.GetValue<string>();

    /// <summary>Each alert once: what was written just before a kill may be written again, with the same identity.</summary>
    private List<JsonNode> Told() => File.Exists(Alerts)
        ? [.. File.ReadAllLines(Alerts).Select(static line => JsonNode.Parse(line)!).DistinctBy(static line => line["identity"]!.GetValue<string>())]
        : [];

    /// <summary>Every alert, and nothing else, goes to a file. The rules begin on line 7.</summary>
    private string AlertConfig(string rules) => Workspace.Write("config.yaml", $$"""
        source: {start: all}
        storage: {path: "{{Workspace.Data}}"}
        server: {address: "127.0.0.1:0"}
        detection: {lateness: 1s}
        logFormat: pretty
        alerts:
          {{rules.ReplaceLineEndings("\n  ")}}
        route:
          match:
            - {receiver: alerts, reason: ^Alert}
        receivers:
          - name: alerts
            file: {path: "{{Alerts}}"}
        """);
}
