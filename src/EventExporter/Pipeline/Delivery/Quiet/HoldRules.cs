using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Decides what becomes of an event that is routed to a receiver, before it takes anything of its rate. Changes nothing.</summary>
internal sealed class HoldRules(QuietSettings settings)
{
    /// <summary>The word for events that join a group.</summary>
    public string GroupReason => settings.Group is { By: GatheredBy.Group } ? HeldReason.Grouped : HeldReason.Digest;

    public Verdict Judge(AnalyzedEvent analyzed, DeliveryLedger ledger, DateTimeOffset now)
    {
        // An incident or an alert is told of as it changes: it has gathered its events itself.
        if (analyzed.Finding is IncidentFinding or AlertFinding)
            return Verdict.Pass;
        if (settings.Repeats is not null && ledger.Knows(analyzed, now))
            return Verdict.Drop(DropReason.Repeat);
        return settings.Group is not null ? new Verdict(Fate.Group) : Verdict.Pass;
    }
}
