using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Playback;

namespace EventExporter.EndToEnd;

/// <summary>Recorded events: as files for <c>replay</c> and <c>explain</c>, and as a watch of the sample cluster.</summary>
public sealed class ReplayedRecordingStory : Story
{
    private const string List = """
        {
          "apiVersion": "v1",
          "kind": "List",
          "metadata": {"resourceVersion": ""},
          "items": [
            {
              "apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "BackOff", "message": "Back-off restarting failed container", "count": 7,
              "firstTimestamp": "2026-01-01T00:00:00Z", "lastTimestamp": "2026-01-01T00:05:00Z",
              "metadata": {"name": "shop.1", "namespace": "prod", "uid": "e-1", "resourceVersion": "11"},
              "involvedObject": {"kind": "Pod", "namespace": "prod", "name": "shop", "uid": "p-1", "apiVersion": "v1",
                "labels": {"app": "shop"}, "ownerReferences": [{"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "shops", "uid": "s-1", "controller": true}]}
            },
            {
              "apiVersion": "v1", "kind": "Event", "type": "Normal", "reason": "Scheduled", "message": "Successfully assigned",
              "metadata": {"name": "till.1", "namespace": "prod", "uid": "e-2", "resourceVersion": "12"},
              "involvedObject": {"kind": "Pod", "namespace": "prod", "name": "till", "uid": "p-2", "apiVersion": "v1"}
            }
          ]
        }
        """;

    public static TheoryData<string, string> Damaged => new()
    {
        { List[..^40], "not valid JSON" },
        { "Dear Sir or Madam", "expected an event, a list of events or a Kubernetes List" },
        { """{"apiVersion":"v1","kind":"PodList","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}]}""", "\"Pod\" is no Event" },
        { "", "is empty" },
        { "\0\u0001\u0002PK\u0003\u0004", "expected an event" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task Damaged_or_foreign_input_is_told_with_its_place_and_nothing_is_sent(string content, string problem)
    {
        var config = Config(WebhookReceiver());
        var file = Workspace.Write("events.json", content);
        foreach (var command in new string[][] { ["replay", "--config", config, file], ["explain", "--config", config, "--event", file] })
        {
            var result = await ExporterProcess.RunAsync(command);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains(file, result.Errors, StringComparison.Ordinal);
            Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
            Assert.EndsWith("Nothing was sent.\n", result.Errors, StringComparison.Ordinal);
            Assert.Empty(result.Output);
        }

        Assert.Equal(0, Webhook.Requests);
    }

    [Fact]
    public async Task A_list_of_kubectl_is_sent_with_the_labels_and_owners_that_it_carries()
    {
        var config = Config(WebhookReceiver(), FileReceiver());
        var result = await ExporterProcess.RunAsync(List, ["replay", "--config", config, "-"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches(@"received 2 events", result.Errors);
        Assert.Matches(@"hook\s+webhook\s+2\s+0\s+0\s+0", result.Errors);
        Assert.Matches(@"lines\s+file\s+2\s+0\s+0\s+0", result.Errors);
        var documents = Webhook.Accepted.Select(r => JsonNode.Parse(r.Body)!).ToDictionary(d => (string)d["metadata"]!["uid"]!);
        Assert.Equal("shop", (string?)documents["e-1"]["involvedObject"]!["labels"]!["app"]);
        Assert.Equal("StatefulSet", (string?)documents["e-1"]["involvedObject"]!["ownerReferences"]![0]!["kind"]);
        Assert.Equal("shops", (string?)documents["e-1"]["owner"]!["name"]);
        Assert.Equal(7, documents["e-1"]["delta"]!.GetValue<int>());
        Assert.Equal(2, Ledger.OfLines(Workspace["events.jsonl"]).Documents.Count);
    }

    [Fact]
    public async Task A_receiver_that_refuses_everything_makes_it_fail_with_the_counts()
    {
        Webhook.Verdict = static _ => 422;
        var result = await ExporterProcess.RunAsync("replay", "--config", Config(WebhookReceiver()), Workspace.Write("events.json", List));

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"hook\s+webhook\s+0\s+2\s+0\s+0\s+.*422", result.Errors);
    }

    [Fact]
    public async Task Explain_shows_why_a_rule_did_not_match_and_sends_nothing()
    {
        var config = Config(WebhookReceiver());
        File.WriteAllText(config, File.ReadAllText(config).Replace("- receiver: hook", "- {receiver: hook, labels: {app: ^shop$}}", StringComparison.Ordinal));
        var result = await ExporterProcess.RunAsync("explain", "--config", config, "--event", Workspace.Write("events.json", List), "-o", "json");

        Assert.True(result.ExitCode == 0, result.Errors);
        var explained = JsonNode.Parse(result.Output)!.AsArray();
        Assert.Equal(["hook"], explained[0]!["receivers"]!.AsArray().Select(r => (string?)r));
        Assert.Empty(explained[1]!["receivers"]!.AsArray());
        Assert.Equal(0, Webhook.Requests);
    }

    [Fact]
    public async Task The_recording_of_a_control_plane_arrives_with_its_true_counts()
    {
        var player = RecordingPlayer.Load(Cluster.Store, Repository.ControlPlaneRecording);
        for (var i = 0; i < player.Total / 3; i++)
            player.Step();
        var exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver()));
        while (player.Step())
        {
            if (player.Played == player.Total * 2 / 3)
                Cluster.Faults.BreakWatches();
        }

        var final = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.ControlPlaneRecording, "final.json")))!["items"]!.AsArray();
        var counts = final.ToDictionary(e => (string)e!["metadata"]!["uid"]!, e => (long?)e!["series"]?["count"] ?? (long?)e["count"] ?? 1);
        counts = counts.ToDictionary(c => c.Key, c => Math.Max(1, c.Value));
        await Eventually.EqualAsync(counts.Values.Sum(), () => Indexed.Sum, () => exporter.Log);
        Indexed.AssertTrue(counts);
    }
}
