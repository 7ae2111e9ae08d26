using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Backtest;

/// <summary>What a configuration would have made of past events.</summary>
/// <param name="Configuration">The file's name.</param>
/// <param name="Events">How many past events there were.</param>
/// <param name="From">When the first of them happened; null if there were none.</param>
/// <param name="To">When the last of them happened.</param>
/// <param name="Receivers">In the order of the configuration.</param>
/// <param name="Findings">What was found in the events, in order: incidents, alerts, patterns, rates.</param>
internal sealed record BacktestResult(
    string Configuration, long Events, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<ReceiverAccount> Receivers, IReadOnlyList<Finding> Findings)
{
    public ReceiverAccount? Receiver(string name) => Receivers.FirstOrDefault(receiver => receiver.Name == name);
}
