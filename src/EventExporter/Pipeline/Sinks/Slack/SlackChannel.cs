namespace EventExporter.Pipeline.Sinks.Slack;

/// <param name="Name">As configured or rendered; <c>(webhook)</c> for an incoming webhook, which knows its own.</param>
/// <param name="IsConstant">The same for every event.</param>
internal readonly record struct SlackChannel(string Name, bool IsConstant);
