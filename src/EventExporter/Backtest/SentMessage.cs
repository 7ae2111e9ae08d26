namespace EventExporter.Backtest;

/// <summary>A request that a receiver would have made, by the clock of the events.</summary>
/// <param name="Address">Where it would have gone; empty for a line.</param>
internal sealed record SentMessage(DateTimeOffset At, string Operation, string Body, string Address = "");
