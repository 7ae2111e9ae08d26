using EventExporter.Backtest;
using EventExporter.Backtest.Cases;
using EventExporter.Configuration;

namespace EventExporter.Tests.Backtest;

/// <summary>Plays events of a case through a configuration that is written in the test.</summary>
internal static class Bench
{
    public static async Task<BacktestResult> RunAsync(string configuration, TimeSpan? runOn = null, params TestEventOptions[] events)
    {
        var loaded = ConfigurationLoader.LoadText(configuration, "test.yaml", new PretendedEnvironment(new Dictionary<string, string>(), "test.yaml"));
        Assert.Empty(loaded.Problems);
        var past = Past(events);
        return await new BacktestRun(loaded.Configuration!, "test.yaml") { KeepsMessages = true, RunOn = runOn ?? TimeSpan.FromMinutes(10) }.RunAsync(past, CancellationToken.None);
    }

    public static IPastEvents Past(params TestEventOptions[] events) =>
        RecordedPast.Of("test", CaseEvents.Of(new TestCaseOptions { Events = events }, cluster: ""));
}
