using EventExporter.Backtest;
using EventExporter.Backtest.Cases;

namespace EventExporter.Tests.Backtest;

public sealed class BacktestComparisonTests
{
    private const string Everything =
        """
        route: {match: [{receiver: hook}, {receiver: log}]}
        receivers:
          - {name: hook, webhook: {endpoint: https://hooks.example/in}}
          - {name: log, stdout: {}}
        """;

    private const string WithoutMounts =
        """
        route:
          match: [{receiver: log, reason: BackOff}]
          routes:
            - drop: [{reason: FailedMount}]
              match: [{receiver: hook}]
        receivers:
          - {name: hook, webhook: {endpoint: https://hooks.example/in}}
          - {name: log, stdout: {}}
        """;

    private static readonly TestEventOptions[] Events =
    [
        new() { Reason = "BackOff", Name = "a", Times = 2 },
        new() { Reason = "FailedMount", Name = "b", At = TimeSpan.FromMinutes(1) },
        new() { Reason = "Started", Type = "Normal", Name = "c", At = TimeSpan.FromMinutes(2) },
    ];

    [Fact]
    public async Task Warnings_that_are_no_longer_sent_are_named_and_why()
    {
        var comparison = await CompareAsync(Everything, WithoutMounts);

        Assert.Equal(2, comparison.LostCount);
        Assert.Equal(["hook", "log"], comparison.Lost.Select(static lost => lost.Receiver));
        var unheard = Assert.Single(comparison.Unheard);
        Assert.Equal(("FailedMount", "Pod default/b", "no route leads there"), (unheard.Reason, unheard.Object, unheard.Why));
        Assert.Equal(("POST", 4L, 2L), Assert.Single(comparison.Receivers.Single(static receiver => receiver.Name == "hook").Operations));
    }

    [Fact]
    public async Task The_other_way_round_they_are_gained()
    {
        var comparison = await CompareAsync(WithoutMounts, Everything);

        Assert.Equal(2, comparison.Gained);
        Assert.Empty(comparison.Lost);
    }

    [Fact]
    public async Task Against_itself_nothing_changes()
    {
        var comparison = await CompareAsync(Everything, Everything);

        Assert.Equal((0, 0, 0), (comparison.LostCount, comparison.UnheardCount, comparison.Gained));
        Assert.All(comparison.Receivers, static receiver => Assert.Empty(receiver.Operations));
    }

    private static async Task<BacktestComparison> CompareAsync(string before, string now) => await BacktestComparison.OfAsync(
        await Bench.RunAsync(before, null, Events), await Bench.RunAsync(now, null, Events), Bench.Past(Events), CancellationToken.None);
}
