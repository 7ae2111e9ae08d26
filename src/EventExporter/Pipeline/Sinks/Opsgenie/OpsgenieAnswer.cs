using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>The answer to one request.</summary>
/// <param name="Outcome">Delivered here means: taken on; the result is to be asked for.</param>
/// <param name="RequestId">To ask with; empty where there is none.</param>
/// <param name="IsNotFound">There is no such alert.</param>
internal sealed record OpsgenieAnswer(Outcome Outcome, string RequestId = "", bool IsNotFound = false)
{
    public bool IsAccepted => Outcome.Kind == OutcomeKind.Delivered;
}
