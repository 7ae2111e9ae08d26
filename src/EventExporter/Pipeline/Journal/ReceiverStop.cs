namespace EventExporter.Pipeline.Journal;

/// <summary>That a receiver's service wants nothing more.</summary>
/// <param name="Configuration">A digest of the receiver's options at that time: with others it is worth another try.</param>
internal sealed record ReceiverStop(string Reason, DateTimeOffset At, string Configuration);
