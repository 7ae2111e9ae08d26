using EventExporter.Pipeline.Events.Findings;
using EventExporter.SampleCluster.Scenarios;
using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Tests.Pipeline.Analysis.Correlation.Support;
using Xunit.Abstractions;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation;

/// <summary>Storms of many kinds with seeds of their own: what is told of them against what really happened.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly int[] Seeds = [.. (Environment.GetEnvironmentVariable("STORM_SEEDS") ?? "21,22").Split(',').Select(int.Parse)];

    [Fact]
    public void Every_problem_is_told_of_with_its_cause_and_hardly_anything_else_is()
    {
        int problems = 0, right = 0, told = 0, idle = 0;
        var missed = new List<string>();
        var chatty = new List<string>();
        foreach (var make in StormCatalog.All.Where(m => m() is not BusyBatch))
        {
            foreach (var seed in Seeds)
            {
                var storm = make();
                var outcome = StormOutcome.Of(storm, seed);
                output.WriteLine(outcome.Describe($"{storm.Name} seed {seed}"));
                foreach (var truth in outcome.Truth)
                {
                    problems++;
                    var about = outcome.Last.Where(i => i.Root.Name == truth.About).ToList();
                    if (about.Count == 0)
                        missed.Add($"{storm.Name} seed {seed}: {truth.What}");
                    if (about.Exists(i => i.Rule == truth.Cause))
                        right++;
                    if (about.Sum(i => outcome.Notifications(i.Id)) > 2)
                        chatty.Add($"{storm.Name} seed {seed}: {about.Sum(i => outcome.Notifications(i.Id))} notifications");
                }

                told += outcome.Last.Sum(i => outcome.Notifications(i.Id));
                idle += outcome.Last.Where(i => outcome.Truth.All(t => t.About != i.Root.Name)).Sum(i => outcome.Notifications(i.Id));
            }
        }

        output.WriteLine($"{problems} problems, {missed.Count} missed, cause right for {right}; {told} notifications, {idle} about nothing");
        Assert.Empty(missed);
        Assert.Empty(chatty);
        Assert.True(right >= 0.9 * problems, $"cause right for {right} of {problems}");
        Assert.True(idle * 20 <= told, $"{idle} of {told} notifications are about nothing");
    }

    [Theory]
    [InlineData("quiet-life", 5)]
    [InlineData("autoscaler-churn", 6)]
    public void A_cluster_that_is_well_is_not_told_of(string scenario, int seed)
    {
        var outcome = StormOutcome.Of(StormRecording.Events(StormRecording.Play(ScenarioCatalog.Find(scenario)!, seed, TimeSpan.FromMinutes(40))));

        Assert.InRange(outcome.EventCount, 20, 100_000);
        Assert.Empty(outcome.Last.Select(i => i.Title));
    }

    [Fact]
    public void Where_changes_led_to_it_they_are_named()
    {
        var outcome = StormOutcome.Of(new BadRollout(), 31);

        var opened = (IncidentFinding)outcome.Findings[0].Finding!;
        Assert.Equal(IncidentState.Opened, opened.State);
        Assert.Contains(opened.Changes, c => c.Reason == "ScalingReplicaSet" && c.Name == opened.Root.Name);
        Assert.Contains(opened.Evidence, e => e.Reason == "Failed" && e.Message.Contains("ailed to pull", StringComparison.Ordinal));
    }
}
