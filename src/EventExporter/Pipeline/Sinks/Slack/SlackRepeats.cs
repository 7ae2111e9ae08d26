namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>What becomes of an event whose trouble has a message in the channel already.</summary>
internal enum SlackRepeats
{
    /// <summary>The message gets the new count and time, and its thread the event.</summary>
    Update,

    /// <summary>The event goes to the message's thread; the message itself stays as it is.</summary>
    Thread,

    /// <summary>A message of its own for every event.</summary>
    Post,
}
