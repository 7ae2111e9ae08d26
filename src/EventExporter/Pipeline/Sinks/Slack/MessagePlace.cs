namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>Where the message about a recurring trouble stands.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Timestamp">The message's <c>ts</c>.</param>
/// <param name="PostedAt">When it was posted, by this program's clock.</param>
/// <param name="Count">How often the trouble was seen by now.</param>
/// <param name="Last">The identity of the occurrence that was told last, and where: sent once more after a crash, it is not told again.</param>
internal sealed record MessagePlace(string Channel, string Timestamp, DateTimeOffset PostedAt, int Count, string Last, string LastReceipt);
