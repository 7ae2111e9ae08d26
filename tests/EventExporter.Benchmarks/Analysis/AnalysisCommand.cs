using EventExporter.Backtest;
using EventExporter.Benchmarks.EndToEnd;
using EventExporter.Configuration;
using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Events;

namespace EventExporter.Benchmarks.Analysis;

/// <summary>
/// What analysis adds to an event, and what it keeps in memory: classification, extraction, correlation, patterns, rates and alert rules of
/// <c>examples/alerts.yaml</c>, as in service, with the state that they save. Not the journal that the state goes to.
/// </summary>
internal static class AnalysisCommand
{
    private const int Rounds = 25;
    private const int OpenObjects = 20_000;

    /// <param name="args">cost or memory; both if empty.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = Load(Path.Combine(Publishing.Root(), "examples", "alerts.yaml"));
        if (args is [] or ["cost"])
            await CostAsync(configuration);
        if (args is [] or ["memory"])
        {
            foreach (var podsEach in (int[])[1, 10, 400])
                await MemoryAsync(configuration, podsEach);
        }

        return 0;
    }

    private static async Task CostAsync(ExporterConfiguration configuration)
    {
        var storms = await StormLoad.ReadAsync(Path.Combine(Publishing.Root(), "examples", "recordings", "storms"));
        Console.WriteLine($"Storms: {storms.Count:N0} events, one storm after the other, {Rounds} rounds, the best and the median of those after the second.");
        await MeasureAsync(configuration, "  200 events/s, 15 at a time", batch: 15, round => storms.Round(round, 200));
        await MeasureAsync(configuration, "  5,000 events/s, 500 at a time", batch: 500, round => storms.Round(round, 5000));
        Console.WriteLine($"{OpenObjects:N0} open objects, further events of theirs at 500 a second, 50 at a time:");
        foreach (var podsEach in (int[])[10, 400])
            await MeasureAsync(configuration, $"  {podsEach} pods an owner", batch: 50, round => TroubledPods.Round(round, OpenObjects, podsEach), TroubledPods.First(OpenObjects, podsEach));
    }

    private static ExporterConfiguration Load(string path)
    {
        var loaded = ConfigurationLoader.Load(path, new PretendedEnvironment(new Dictionary<string, string>(), path));
        return loaded.Configuration ?? throw new InvalidOperationException(string.Join('\n', loaded.Problems));
    }

    private static async Task MeasureAsync(
        ExporterConfiguration configuration, string name, int batch, Func<int, EnrichedEvent[]> roundOf, IEnumerable<EnrichedEvent>? first = null)
    {
        using var analysis = new AnalysisUnderTest(configuration);
        if (first is not null)
            await analysis.RunAsync(first, batch);
        var costs = new List<AnalysisCost>();
        for (var round = 0; round < Rounds; round++)
        {
            var events = roundOf(round);
            GC.Collect();
            costs.Add(await analysis.MeasureAsync(events, batch));
        }

        var settled = costs.Skip(2).OrderBy(static cost => cost.Total).ToList();
        Console.WriteLine($"{name}: best {settled[0]}; median {settled[settled.Count / 2].Total:F2} us. {analysis.Describe()}");
    }

    private static async Task MemoryAsync(ExporterConfiguration configuration, int podsEach)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var analysis = new AnalysisUnderTest(configuration);
        await analysis.RunAsync(TroubledPods.First(OpenObjects, podsEach), 50);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"  memory with {podsEach} pods an owner: {(after - before) / 1048576.0:F1} MiB. {analysis.Describe()}");
    }
}
