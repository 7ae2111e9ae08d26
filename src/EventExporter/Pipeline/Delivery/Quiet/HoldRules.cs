using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Decides what becomes of an event that is routed to a receiver, before it takes anything of its rate. Changes nothing.</summary>
internal sealed class HoldRules(string receiver, QuietSettings settings, ISilences silences)
{
    /// <summary>The word for events that join a group.</summary>
    public string GroupReason => settings.Group is { By: GatheredBy.Group } ? HeldReason.Grouped : HeldReason.Digest;

    public bool HasInhibitRules => settings.Inhibit.Count > 0;

    /// <summary>Whether the receiver wants to hear of events now.</summary>
    public bool IsActive(DateTimeOffset now) => settings.ActiveTime?.Contains(now) != false;

    /// <summary>When the active time begins next.</summary>
    public DateTimeOffset OpensAt(DateTimeOffset now) => settings.ActiveTime?.NextFrom(now) ?? now;

    /// <summary>Whether what was gathered is kept back outside the active time; what came within it is never left out.</summary>
    public bool HoldsOutside => settings.ActiveTime is { DropsOutside: false };

    public Verdict Judge(AnalyzedEvent analyzed, DeliveryLedger ledger, DateTimeOffset now)
    {
        if (silences.Matching(analyzed, receiver, now) is { } silence)
            return Verdict.Drop(DropReason.Silenced) with { Silence = silence };
        if (HasInhibitRules && ledger.Muting(analyzed) is not null)
            return Verdict.Drop(DropReason.Inhibited);

        // An incident or an alert is told of as it changes: it has gathered its events itself.
        var isFinding = analyzed.Finding is IncidentFinding or AlertFinding;
        if (settings.Repeats is not null && !isFinding && ledger.Knows(analyzed, now))
            return Verdict.Drop(DropReason.Repeat);
        if (!IsActive(now))
            return HoldsOutside ? new Verdict(Fate.Outside) : Verdict.Drop(DropReason.OutsideActiveTime);
        return settings.Group is not null && !isFinding ? new Verdict(Fate.Group) : Verdict.Pass;
    }

    /// <summary>A verdict was carried out.</summary>
    public void Done(Verdict verdict)
    {
        if (verdict.Silence is { } silence)
            silences.Count(silence);
    }

    /// <summary>The word for what a verdict does; null for an event that nobody holds back.</summary>
    public string? ReasonOf(Verdict verdict) => verdict.Fate switch
    {
        Fate.Drop => HeldReason.Of(verdict.Reason),
        Fate.Outside => HeldReason.OutsideActiveTime,
        Fate.Group => GroupReason,
        _ => null,
    };
}
