using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Decides what becomes of an event that is routed to a receiver, before it takes anything of its rate. Changes nothing.</summary>
/// <param name="scopes">The receiver itself first.</param>
internal sealed class HoldRules(string receiver, IReadOnlyList<QuietScope> scopes, ISilences silences)
{
    public bool HasInhibitRules => scopes[0].Settings.Inhibit.Count > 0;

    /// <summary>The scope of an event: the first rule with words of its own that leads it here, else the receiver itself.</summary>
    public int ScopeOf(ReceiverSet targets)
    {
        for (var index = 1; index < scopes.Count; index++)
        {
            if (targets.Contains(scopes[index].Target))
                return index;
        }

        return 0;
    }

    /// <summary>Whether events of a scope are wanted now.</summary>
    public bool IsActive(int scope, DateTimeOffset now) => scopes[scope].Settings.ActiveTime?.Contains(now) != false;

    /// <summary>When the active time of a scope begins next.</summary>
    public DateTimeOffset OpensAt(int scope, DateTimeOffset now) => scopes[scope].Settings.ActiveTime?.NextFrom(now) ?? now;

    /// <summary>Whether what was gathered is kept back outside the active time; what came within it is never left out.</summary>
    public bool HoldsOutside(int scope) => scopes[scope].Settings.ActiveTime is { DropsOutside: false };

    public Verdict Judge(AnalyzedEvent analyzed, int scope, DeliveryLedger ledger, DateTimeOffset now)
    {
        if (silences.Matching(analyzed, receiver, now) is { } silence)
            return Verdict.Drop(DropReason.Silenced) with { Silence = silence };
        if (HasInhibitRules && ledger.Muting(analyzed) is not null)
            return Verdict.Drop(DropReason.Inhibited);

        // An incident or an alert is told of as it changes: it has gathered its events itself.
        var isFinding = analyzed.Finding is IncidentFinding or AlertFinding;
        var settings = scopes[scope].Settings;
        if (settings.Repeats is not null && !isFinding && ledger.Knows(scope, analyzed, now))
            return Verdict.Drop(DropReason.Repeat);
        if (!IsActive(scope, now))
            return HoldsOutside(scope) ? new Verdict(Fate.Outside) : Verdict.Drop(DropReason.OutsideActiveTime);
        return settings.Group is not null && !isFinding ? new Verdict(Fate.Group) : Verdict.Pass;
    }

    /// <summary>A verdict was carried out.</summary>
    public void Done(Verdict verdict)
    {
        if (verdict.Silence is { } silence)
            silences.Count(silence);
    }

    /// <summary>The word for what a verdict does; null for an event that nobody holds back.</summary>
    public string? ReasonOf(Verdict verdict, int scope) => verdict.Fate switch
    {
        Fate.Drop => HeldReason.Of(verdict.Reason),
        Fate.Outside => HeldReason.OutsideActiveTime,
        Fate.Group => scopes[scope].Settings.Group is { By: GatheredBy.Group } ? HeldReason.Grouped : HeldReason.Digest,
        _ => null,
    };
}
