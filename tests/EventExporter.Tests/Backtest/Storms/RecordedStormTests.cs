using EventExporter.Backtest;
using EventExporter.Configuration;
using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Replay;
using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Analysis.Correlation.Support;
using Xunit.Abstractions;

namespace EventExporter.Tests.Backtest.Storms;

/// <summary>
/// What <c>examples/alerts.yaml</c> tells its receivers of storms, against what really happened in them: the recorded storms, and with
/// <c>STORM_SEEDS=101,102</c> in the environment fresh ones too.
/// </summary>
public sealed class RecordedStormTests(ITestOutputHelper output)
{
    private static readonly string[] People = ["chat", "oncall"];
    private static readonly int[] Seeds = [.. (Environment.GetEnvironmentVariable("STORM_SEEDS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    [Fact]
    public async Task Each_problem_is_told_once_with_its_cause_and_hardly_anything_else_is()
    {
        var configuration = Load();
        var judged = new List<StormJudgement>();
        foreach (var name in RecordedStorm.Names)
            judged.Add(await RecordedAsync(configuration, name));
        foreach (var make in StormCatalog.All.Where(static make => make() is not BusyBatch))
        {
            foreach (var seed in Seeds)
                judged.Add(await FreshAsync(configuration, make(), seed));
        }

        judged.ForEach(one => output.WriteLine(one.ToString()));
        var problems = judged.SelectMany(static one => one.Problems).ToList();
        var right = problems.Count(static problem => problem.IsCauseRight);
        output.WriteLine($"{problems.Count} problems; cause right for {right}, at the first word for {problems.Count(static problem => problem.WasCauseRightAtFirst)}");
        foreach (var receiver in People)
            output.WriteLine($"{receiver}: {judged.Sum(one => one.Notifications(receiver))} notifications, {judged.Sum(one => one.Idle(receiver))} about nothing, at most {problems.Max(problem => problem.Told(receiver))} a problem");

        Assert.Empty(problems.Where(static problem => problem.Told("chat") == 0).Select(static problem => problem.Name));
        Assert.Empty(problems.Where(static problem => problem.IsUrgent && problem.Told("oncall") == 0).Select(static problem => problem.Name));
        Assert.Empty(problems.Where(static problem => People.Any(receiver => problem.Told(receiver) > 2)).Select(static problem => problem.Name));
        Assert.True(right >= 0.9 * problems.Count, $"cause right for {right} of {problems.Count}");
        Assert.All(People, receiver => Assert.True(judged.Sum(one => one.Idle(receiver)) * 20 <= judged.Sum(one => one.Notifications(receiver)), receiver));
    }

    private static ExporterConfiguration Load()
    {
        var file = Path.Combine(Repository.Root, "examples", "alerts.yaml");
        var loaded = ConfigurationLoader.Load(file, new PretendedEnvironment(new Dictionary<string, string>(), file));
        Assert.Empty(loaded.Problems);
        return loaded.Configuration!;
    }

    private static async Task<StormJudgement> RecordedAsync(ExporterConfiguration configuration, string name)
    {
        await using var recording = await Recording.OpenAsync(RecordedStorm.WatchFileOf(name), Console.OpenStandardInput, CancellationToken.None);
        var past = await RecordedPast.ReadAsync(new EventFileReader(new EventReader(configuration.ClusterName, TimeProvider.System)), [recording], CancellationToken.None);
        return await JudgeAsync(configuration, past, $"{name}, recorded", RecordedStorm.ReadTruth(name));
    }

    private static async Task<StormJudgement> FreshAsync(ExporterConfiguration configuration, Storm storm, int seed)
    {
        var name = $"{RecordedStorm.NameOf(storm)}, seed {seed}";
        var past = RecordedPast.Of(name, StormRecording.Events(StormRecording.Play(storm, seed, storm.Length)));
        return await JudgeAsync(configuration, past, name, storm.Truth);
    }

    private static async Task<StormJudgement> JudgeAsync(ExporterConfiguration configuration, RecordedPast past, string name, IReadOnlyList<StormTruth> truth)
    {
        var run = new BacktestRun(configuration, name) { KeepsMessages = true, RunOn = TimeSpan.FromMinutes(20) };
        return StormJudgement.Of(name, truth, await run.RunAsync(past, CancellationToken.None));
    }
}
