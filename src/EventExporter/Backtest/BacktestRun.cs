using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Backtest;

/// <summary>
/// Plays past events through a configuration, with the clock of the events: the same analysis, routes, limits, templates and sinks as in
/// service, but nothing is sent.
/// </summary>
/// <param name="name">What reports call the configuration.</param>
internal sealed class BacktestRun(ExporterConfiguration configuration, string name)
{
    /// <summary>How long the clock runs on after the last event, so that what is due by then comes.</summary>
    public TimeSpan RunOn { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether what is sent is kept, or only counted.</summary>
    public bool KeepsMessages { get; init; }

    public async Task<BacktestResult> RunAsync(IPastEvents past, CancellationToken cancellation)
    {
        await using var events = past.ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        if (!await events.MoveNextAsync())
            return new BacktestResult(name, 0, null, null, [.. configuration.Receivers.Select(static receiver => new ReceiverAccount(receiver.Name, receiver.Type))], []);
        return await RunAsync(events, cancellation);
    }

    private async Task<BacktestResult> RunAsync(IAsyncEnumerator<EnrichedEvent> events, CancellationToken cancellation)
    {
        var from = events.Current.Event.LastSeen;
        using var parts = Composition.ForBacktest(configuration, new VirtualClock(from), KeepsMessages);
        var findings = new List<Finding>();
        var count = 0L;
        DateTimeOffset to;
        do
        {
            var current = events.Current;
            to = current.Event.LastSeen;
            await DeliverAsync(parts, await parts.Journal.TakeAsync(current, count++, cancellation), findings, cancellation);
        }
        while (await events.MoveNextAsync());

        await DeliverAsync(parts, await parts.Journal.WaitAsync(to + RunOn, cancellation), findings, cancellation);
        foreach (var receiver in parts.Receivers)
            await receiver.WaitAsync(to + RunOn, cancellation);
        return new BacktestResult(name, count, from, to, [.. parts.Receivers.Select(static receiver => receiver.Account)], findings);
    }

    private static async Task DeliverAsync(BacktestParts parts, IReadOnlyList<JournalledEvent> journalled, List<Finding> findings, CancellationToken cancellation)
    {
        foreach (var entry in journalled)
        {
            if (entry.Event.Finding is { } finding)
                findings.Add(finding);
            var targets = parts.Routes.Route(entry.Event);
            foreach (var receiver in parts.Receivers)
                await receiver.TakeAsync(entry, targets, cancellation);
        }
    }
}
