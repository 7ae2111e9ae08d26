using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The answer to one call.</summary>
/// <param name="Outcome">What it means for the event.</param>
/// <param name="Error">Slack's own word for what is wrong; empty if nothing is.</param>
/// <param name="Channel">The channel's id; empty for webhooks.</param>
/// <param name="Timestamp">The message's <c>ts</c>, its id within the channel; empty for webhooks.</param>
internal sealed record SlackAnswer(Outcome Outcome, string Error = "", string Channel = "", string Timestamp = "")
{
    public bool IsOk => Outcome.Kind == OutcomeKind.Delivered;
}
