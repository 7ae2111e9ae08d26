using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>Signs of trouble that belong together, with the objects that bear them.</summary>
internal sealed class Incident(string id, ObjectKey key, ObjectReference root)
{
    /// <summary>Objects that are followed one by one; more are only counted.</summary>
    public const int MostMembers = 500;
    private const int MostEvidence = 8;
    private const int MostReasons = 20;

    public string Id { get; } = id;

    /// <summary>What it is about.</summary>
    public ObjectKey Key { get; } = key;

    public ObjectReference Root { get; } = root;

    public string Cluster { get; init; } = "";

    public IncidentPhase Phase { get; set; }

    /// <summary>The probable cause: the trouble of the highest rank so far.</summary>
    public Trouble Trouble { get; set; }

    /// <summary>For each trouble, the event that told most of it.</summary>
    public Dictionary<Trouble, Lead> Leads { get; } = [];

    /// <summary>What the message named that told of the cause.</summary>
    public IReadOnlyDictionary<string, string> Details => Leads.TryGetValue(Trouble, out var lead) ? lead.Details : Lead.None.Details;

    /// <summary>What is known of the object that told of the cause: labels, for routes.</summary>
    public ObjectFacts Facts => Leads.TryGetValue(Trouble, out var lead) ? lead.Facts : ObjectFacts.Unknown;

    /// <summary>When the first of what is more than a hiccup began.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset LastSign { get; set; }

    public DateTimeOffset PhaseSince { get; set; }

    public DateTimeOffset ToldAt { get; set; }

    public long Count { get; set; }

    /// <summary>How many objects have been in trouble, including those that are no longer followed.</summary>
    public int Objects { get; set; }

    public Severity Severity { get; set; }

    public Dictionary<ObjectKey, Member> Members { get; } = [];

    /// <summary>The same as they are saved.</summary>
    public MemberPages Pages { get; } = new();

    public HashSet<ObjectKey> Roots { get; } = [];

    /// <summary>The names by which it is found as a cause, <see cref="Key"/> among them.</summary>
    public List<ObjectKey> Topics { get; } = [];

    /// <summary>One quote for each reason, with its trouble.</summary>
    public List<(Trouble Trouble, EventQuote Quote)> Evidence { get; } = [];

    public List<EventQuote> Changes { get; } = [];

    public Dictionary<string, long> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>How many of its events have been made.</summary>
    public int Number { get; set; }

    public int Reopened { get; set; }

    public Trouble ToldTrouble { get; set; }

    public Severity ToldSeverity { get; set; }

    public long ToldCount { get; set; }

    public bool HasToldRecovery { get; set; }

    public CauseRule Rule => CauseRules.Of(Trouble);

    public bool IsActive => Phase != IncidentPhase.Resolved;

    public bool IsOpen => Phase is IncidentPhase.Open or IncidentPhase.Recovering;

    /// <summary>It is about something that several owners share, not about one owner.</summary>
    public bool IsShared => Key.Kind is "Node" or "Registry" or "ResourceQuota" or "Dns" or "OutOfMemory";

    /// <summary>The node that all of it happens on; empty if there are several or none.</summary>
    public string Node { get; set; } = "";

    /// <summary>Whether somebody is in trouble that keeps it open: anybody, or where only the thing itself counts, that.</summary>
    public bool IsTroubled
    {
        get
        {
            foreach (var member in Members.Values)
            {
                if (member.IsGrave && member.State == MemberState.Troubled && IsCore(member.Root))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether what happens to this owner decides how long the incident lasts: a node's pods may suffer long after it is back.</summary>
    public bool IsCore(ObjectKey root) => !Rule.IsOfRoot || root == ObjectKey.Of(Root);

    /// <summary>Names the cause: the trouble of the highest rank that is more than a hiccup.</summary>
    public void NameCause(DateTimeOffset now)
    {
        var best = Trouble.None;
        foreach (var member in Members.Values)
        {
            if (member.Judge(now) && (best == Trouble.None || CauseRules.Of(member.Trouble).Rank > CauseRules.Of(best).Rank))
                best = member.Trouble;
        }

        // What was the cause once stays the cause.
        if (best != Trouble.None && (Phase == IncidentPhase.Watched || CauseRules.Of(best).Rank > Rule.Rank))
            Trouble = best;
    }

    /// <summary>As severe as its cause, and critical where an event is, or where a registry fails for many. It only ever rises.</summary>
    public void Grade(Severity seen)
    {
        var severity = seen == Severity.Critical || (Trouble == Trouble.RegistryDown && Roots.Count >= 3) ? Severity.Critical : Rule.Severity;
        if (severity > Severity)
            Severity = severity;
    }

    public void Tell(Trouble trouble, AnalyzedEvent analyzed)
    {
        if (!Leads.TryGetValue(trouble, out var lead) || analyzed.Details.Count > lead.Details.Count)
            Leads[trouble] = Lead.Of(analyzed);
    }

    public void Quote(Trouble trouble, ClusterEvent e)
    {
        Count += e.Delta;
        if (Reasons.Count < MostReasons || Reasons.ContainsKey(e.Reason))
            Reasons[e.Reason] = Reasons.GetValueOrDefault(e.Reason) + e.Delta;
        var index = Evidence.FindIndex(q => q.Quote.Reason == e.Reason && q.Trouble == trouble);
        if (index >= 0)
            Evidence[index] = (trouble, Evidence[index].Quote with { Count = Evidence[index].Quote.Count + e.Delta });
        else if (Evidence.Count < MostEvidence)
            Evidence.Add((trouble, EventQuote.Of(e)));
    }
}
