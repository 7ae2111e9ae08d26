namespace EventExporter.Backtest;

/// <summary>A request that a receiver would have made, by the clock of the events.</summary>
internal sealed record SentMessage(DateTimeOffset At, string Operation, string Body);
