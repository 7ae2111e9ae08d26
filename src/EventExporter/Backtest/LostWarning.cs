namespace EventExporter.Backtest;

/// <summary>A warning that a receiver no longer hears of.</summary>
/// <param name="Object">Kind, namespace and name.</param>
/// <param name="Why">What becomes of it there now.</param>
internal sealed record LostWarning(string Receiver, DateTimeOffset At, string Reason, string Object, string Why);
