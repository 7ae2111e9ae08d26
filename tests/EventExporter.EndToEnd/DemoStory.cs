using System.Text.RegularExpressions;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Someone who has just cloned the repository looks at what it does.</summary>
public sealed partial class DemoStory
{
    [Fact]
    public async Task A_demo_shows_events_and_ends_with_a_summary_when_it_is_told_to()
    {
        await using var demo = ExporterProcess.Start(["demo"]);
        await Eventually.TrueAsync(() => demo.Output.Contains("on-call", StringComparison.Ordinal), () => demo.Errors);
        demo.Terminate();
        var result = await demo.EndAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Matches(@"received \d+ events", result.Errors);
        Assert.Matches(@"everything\s+file\s+[1-9]\d*\s+0\s+0\s+0", result.Errors);
    }

    [Fact]
    public async Task A_demo_with_a_time_ends_by_itself()
    {
        var result = await ExporterProcess.RunAsync("demo", "--for", "2s");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("RECEIVER", result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Kubectl_lists_gets_and_watches_the_cluster_that_it_plays()
    {
        Skip.IfNot(Tool.Exists("kubectl"), "kubectl is not installed");
        await using var demo = ExporterProcess.Start(["demo", "--for", "0:5:0"]);
        await Eventually.TrueAsync(() => demo.Output.Contains("Pod/", StringComparison.Ordinal), () => demo.Errors);
        var kubeconfig = KubeconfigPath().Match(demo.Errors).Groups[1].Value;

        foreach (var resource in new[] { "events", "pods" })
        {
            var (exitCode, names) = await Tool.RunAsync("kubectl", "", "--kubeconfig", kubeconfig, "get", resource, "-n", "payments", "-o", "name");
            Assert.True(exitCode == 0, names);
            var first = names.Split('\n')[0];
            var (found, json) = await Tool.RunAsync("kubectl", "", "--kubeconfig", kubeconfig, "get", first, "-n", "payments", "-o", "json");
            Assert.True(found == 0 && json.Contains("\"uid\"", StringComparison.Ordinal), json);
        }

        // A watch that has to see three events before its time is up.
        var (_, watched) = await Tool.RunAsync("kubectl", "", "--kubeconfig", kubeconfig, "get", "events", "-A", "--watch", "--request-timeout=5s");
        Assert.True(watched.Split('\n').Count(line => line.Contains("Normal", StringComparison.Ordinal) || line.Contains("Warning", StringComparison.Ordinal)) >= 3, watched);
    }

    [GeneratedRegex(@"kubectl --kubeconfig (\S+) get")]
    private static partial Regex KubeconfigPath();
}
