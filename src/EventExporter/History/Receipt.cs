namespace EventExporter.History;

/// <summary>How an event ended at a receiver.</summary>
/// <param name="Id">The id at the service, where it gives one; else empty.</param>
/// <param name="Reason">Why it was rejected or held; else empty.</param>
internal sealed record Receipt(string Receiver, ReceiptOutcome Outcome, DateTimeOffset At, string Id, string Reason);
