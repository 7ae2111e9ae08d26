using EventExporter.Pipeline.Analysis.Extraction;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>Finds the incident that an event belongs to, or begins to watch a new one, and enters what the event says.</summary>
internal sealed class IncidentGatherer(IncidentBook book, IncidentStore store, ChangeLog changes, IncidentSettings settings)
{
    /// <summary>What is said of a pod may come before what is said of its node.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Leaving = TimeSpan.FromMinutes(15);

    /// <summary>What a shared trouble has brought about lasts a little longer than it.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(5);

    /// <summary>What is older than this against what came before it tells of the past.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ScaleUp = TimeSpan.FromMinutes(5);

    private readonly RecentTimes _starts = new(TimeSpan.FromMinutes(3));
    private readonly RecentTimes _recoveries = new(TimeSpan.FromMinutes(20));
    private readonly Queue<(AnalyzedEvent Event, Sign Sign, DateTimeOffset At)> _unexplained = new();
    private Incident? _lastNodeDown;

    /// <summary>The incident that the event belongs to; null for the ordinary course of things.</summary>
    public Incident? Take(AnalyzedEvent analyzed, DateTimeOffset now)
    {
        var e = analyzed.Event;
        if (e.Reason.Length == 0)
            return null;
        var sign = SignReader.Read(analyzed);
        if (sign.Kind == SignKind.None && !sign.IsChange && e.Reason is not ("Pulling" or "TriggeredScaleUp"))
            return null;
        var about = sign.Object.IsNone ? ObjectKey.Of(e.InvolvedObject) : sign.Object;
        Remember(analyzed, sign, about, now);
        return sign.Kind switch
        {
            SignKind.Trouble => Trouble(analyzed, sign, about, now),
            SignKind.Consequence => Consequence(analyzed, sign, about, now),
            SignKind.Recovery => Recovery(e, sign, about, now),
            SignKind.Gone => Gone(e, about, now),
            _ => null,
        };
    }

    private void Remember(AnalyzedEvent analyzed, Sign sign, ObjectKey about, DateTimeOffset now)
    {
        var e = analyzed.Event;
        if (sign.Kind == SignKind.Recovery)
            _recoveries.Add(about, e.LastSeen < now ? e.LastSeen : now);
        switch (e.Reason)
        {
            case "Started":
                _starts.Add(about, now);
                break;
            case "Pulling" when analyzed.Details.TryGetValue(DetailNames.Image, out var image):
                changes.AddImage(ObjectKey.Of(RootFinder.Root(analyzed.Enriched)), image, e);
                break;
            case "TriggeredScaleUp" when book.Of(about)?.Members.GetValueOrDefault(about) is { } member:
                member.ExcusedUntil = now + ScaleUp;
                break;
            case "ScalingReplicaSet":
                ScaledDown(analyzed, now);
                break;
        }

        if (sign.IsChange)
            changes.Add(e.Reason == "SuccessfulRescale" ? new ObjectKey("Deployment", about.Namespace, about.Name) : about, e);
    }

    private Incident? Trouble(AnalyzedEvent analyzed, Sign sign, ObjectKey about, DateTimeOffset now)
    {
        if (sign.Trouble == Correlation.Trouble.ProbeFailing && _starts.Contains(about, now))
            return NotReadyYet(analyzed.Event, about, now);
        if (sign.Trouble == Correlation.Trouble.NodeDown && changes.Any(about, now - Leaving, static q => NodeSigns.IsLeaving(q.Reason)))
            return null;
        if (analyzed.Event.LastSeen <= _recoveries.Last(about, now) || now - analyzed.Event.LastSeen > TooLate)
            return Late(analyzed, sign, about);
        var root = RootFinder.Root(analyzed.Enriched);
        var rootKey = ObjectKey.Of(root);
        var incident = Find(sign, about, rootKey, now) ?? Begin(analyzed, sign, root, rootKey);
        Enter(incident, analyzed, sign, about, rootKey, now);
        if (sign.Trouble == Correlation.Trouble.CrashLoop && book.About(sign.Topic2) is { Phase: IncidentPhase.Watched } killed && killed != incident)
            Absorb(incident, killed, analyzed, about);
        if (sign.Trouble == Correlation.Trouble.NodeDown)
            Explain(incident, now);
        return incident;
    }

    /// <summary>That a pod is not ready which was started a moment ago is no trouble by itself; but what it was restarted for is not over either.</summary>
    private Incident? NotReadyYet(ClusterEvent e, ObjectKey about, DateTimeOffset now)
    {
        if (book.Of(about) is not { Phase: IncidentPhase.Recovering } incident)
            return null;
        incident.PhaseSince = now;
        incident.Quote(Correlation.Trouble.ProbeFailing, e);
        store.Touch(incident);
        return incident;
    }

    /// <summary>Series are closed with their count minutes later, and lists come in any order: it tells how much there was, not how things are.</summary>
    private Incident? Late(AnalyzedEvent analyzed, Sign sign, ObjectKey about)
    {
        if (book.Of(about) is not { IsOpen: true } incident)
            return null;
        incident.Quote(sign.Trouble, analyzed.Event);
        store.Touch(incident);
        return incident;
    }

    private Incident? Consequence(AnalyzedEvent analyzed, Sign sign, ObjectKey about, DateTimeOffset now)
    {
        var incident = book.About(sign.Topic) is { IsActive: true } ofTopic && ofTopic.Rule.DoesExplain(sign.Trouble) ? ofTopic
            : book.Of(about) is { IsActive: true } own && own.Rule.DoesExplain(sign.Trouble) ? own
            : sign.Trouble == Correlation.Trouble.NodeDown && LastNodeDown() is { IsActive: true } last && now - last.Since <= Patience ? last
            : null;
        if (incident is null)
        {
            if (sign.Trouble == Correlation.Trouble.NodeDown && _unexplained.Count < 1000)
                _unexplained.Enqueue((analyzed, sign, now));
            return null;
        }

        Enter(incident, analyzed, sign, about, ObjectKey.Of(RootFinder.Root(analyzed.Enriched)), now);
        return incident;
    }

    /// <summary>
    /// An object stays with its incident; a shared cause comes before one of its owner alone, unless that was told of already; what was resolved
    /// a moment ago is opened again rather than begun anew.
    /// </summary>
    private Incident? Find(Sign sign, ObjectKey about, ObjectKey root, DateTimeOffset now)
    {
        var current = book.Of(about);
        if (current is { IsActive: true } && Takes(current, sign) && (current.IsOpen || current.IsShared))
            return current;
        var own = book.About(sign.Own.IsNone ? root : sign.Own);
        if (own is { IsOpen: true })
            return own;
        foreach (var topic in (ReadOnlySpan<ObjectKey>)[sign.Topic, sign.Topic2])
        {
            if (book.About(topic) is { } cause && Explains(cause, sign, now))
                return cause;
        }

        if (book.OfRoot(root) is { } shared && Explains(shared, sign, now))
            return shared;
        if (current is { IsActive: true } && Takes(current, sign))
            return current;
        return own is not null && (own.IsActive || now - own.PhaseSince <= settings.Reopen) ? own : null;
    }

    private static bool Explains(Incident cause, Sign sign, DateTimeOffset now) =>
        (cause.IsActive || (cause.Rule.IsOfRoot && now - cause.PhaseSince <= Aftermath))
        && cause.Rule.DoesExplain(sign.Trouble)
        && (cause.Trouble != Correlation.Trouble.NodeOutOfMemory || cause.IsOpen);

    private static bool Takes(Incident incident, Sign sign) => !incident.IsShared || incident.Rule.DoesExplain(sign.Trouble);

    private Incident Begin(AnalyzedEvent analyzed, Sign sign, ObjectReference root, ObjectKey rootKey)
    {
        var e = analyzed.Event;
        var key = sign.Own.IsNone ? rootKey : sign.Own;
        if (book.About(key) is { } former)
            store.Remove(former);
        var incident = new Incident(IncidentEvents.IdOf(e.Cluster, key, e.LastSeen), key, Named(key, root))
        {
            Cluster = e.Cluster,
            Since = e.LastSeen,
            PhaseSince = e.LastSeen,
            Node = analyzed.Object.Node,
        };
        book.Add(incident);
        if (sign.Trouble == Correlation.Trouble.ClaimPending)
            book.AddTopic(ObjectKey.Claims(e.InvolvedObject.Namespace), incident);
        return incident;
    }

    /// <summary>What the incident is about, for people: the shared thing, or the owner.</summary>
    private static ObjectReference Named(ObjectKey key, ObjectReference root) => key.Kind switch
    {
        "Node" or "OutOfMemory" => new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = key.Name },
        "Registry" => new ObjectReference { Kind = "Registry", Name = key.Name },
        "ResourceQuota" => new ObjectReference { ApiVersion = "v1", Kind = "ResourceQuota", Namespace = key.Namespace, Name = key.Name },
        _ => root,
    };

    private void Enter(Incident incident, AnalyzedEvent analyzed, Sign sign, ObjectKey about, ObjectKey root, DateTimeOffset now)
    {
        var e = analyzed.Event;
        var member = book.Join(incident, about, root, sign.Trouble);
        member?.Add(sign.Trouble, sign.Weight, e.Delta, e.FirstSeen, now);
        var isGrave = member?.Judge(now) ?? true;
        if (!incident.IsOpen || (isGrave && incident.IsCore(root)))
            incident.LastSign = now;
        incident.Quote(sign.Trouble, e);
        incident.Tell(sign.Trouble, analyzed);
        if (analyzed.Object.Node != incident.Node)
            incident.Node = "";
        if (incident.Trouble == Correlation.Trouble.None || (Rank(sign.Trouble) > Rank(incident.Trouble) && (isGrave || !incident.IsOpen)))
            incident.Trouble = sign.Trouble;
        incident.Grade(analyzed.Severity);
        if (sign.Trouble == Correlation.Trouble.NodeDown && sign.Kind == SignKind.Trouble)
            _lastNodeDown = incident;
        store.Touch(incident);
    }

    /// <summary>The watched incident turns out to be a sign of another.</summary>
    private void Absorb(Incident incident, Incident other, AnalyzedEvent analyzed, ObjectKey about)
    {
        var quote = other.Evidence[0].Quote;
        incident.Evidence.Add((Correlation.Trouble.OutOfMemory, quote));
        foreach (var (reason, count) in other.Reasons)
            incident.Reasons[reason] = incident.Reasons.GetValueOrDefault(reason) + count;
        incident.Count += other.Count;
        incident.Leads[Correlation.Trouble.OutOfMemory] = Lead.Of(analyzed) with { Details = other.Details };
        if (Rank(Correlation.Trouble.OutOfMemory) > Rank(incident.Trouble))
            incident.Trouble = Correlation.Trouble.OutOfMemory;

        incident.Grade(analyzed.Severity);
        incident.Members.GetValueOrDefault(about)?.Add(Correlation.Trouble.OutOfMemory, 0, 1, incident.LastSign, incident.LastSign);
        store.Remove(other);
    }

    /// <summary>A node is down: what was said of its pods before, and what is only watched there, is explained by it.</summary>
    private void Explain(Incident down, DateTimeOffset now)
    {
        while (_unexplained.TryDequeue(out var waiting))
        {
            if (now - waiting.At <= Patience)
                Enter(down, waiting.Event, waiting.Sign, ObjectKey.Of(waiting.Event.Event.InvolvedObject), ObjectKey.Of(RootFinder.Root(waiting.Event.Enriched)), now);
        }

        foreach (var watched in book.All.Where(i => i.Phase == IncidentPhase.Watched && i != down && i.Node == down.Key.Name && down.Rule.DoesExplain(i.Trouble) && down.Since - i.Since < Patience * 3).ToList())
            store.Remove(watched);
    }

    private Incident? Recovery(ClusterEvent e, Sign sign, ObjectKey about, DateTimeOffset now)
    {
        if (book.Of(about) is not { IsActive: true } incident || incident.Members.GetValueOrDefault(about) is not { } member)
            return null;
        if (member.State == MemberState.Troubled && Ends(sign.Trouble, member.Trouble))
            Leave(incident, member, MemberState.Recovered, now);
        return incident.Phase == IncidentPhase.Watched ? null : incident;
    }

    private static bool Ends(Trouble ends, Trouble trouble) => ends switch
    {
        Correlation.Trouble.None => true,
        Correlation.Trouble.ImagePull => trouble is Correlation.Trouble.ImagePull or Correlation.Trouble.RegistryDown,
        Correlation.Trouble.Unschedulable => trouble is Correlation.Trouble.Unschedulable or Correlation.Trouble.ClaimPending,
        Correlation.Trouble.VolumeAttach => trouble is Correlation.Trouble.VolumeAttach or Correlation.Trouble.VolumeMount,
        Correlation.Trouble.CreateRefused => trouble is Correlation.Trouble.CreateRefused or Correlation.Trouble.QuotaExceeded,
        _ => ends == trouble,
    };

    private Incident? Gone(ClusterEvent e, ObjectKey about, DateTimeOffset now)
    {
        if (book.Of(about) is not { IsActive: true } incident || incident.Members.GetValueOrDefault(about) is not { } member)
            return null;
        if (member.State == MemberState.Troubled)
            Leave(incident, member, MemberState.Gone, now);
        return incident.Phase == IncidentPhase.Watched ? null : incident;
    }

    /// <summary>A replica set that shrinks tries no longer to make pods; at nothing its pods go, whether or not anybody says so of each.</summary>
    private void ScaledDown(AnalyzedEvent analyzed, DateTimeOffset now)
    {
        if (!analyzed.Event.Message.StartsWith("Scaled down", StringComparison.Ordinal) || !analyzed.Details.TryGetValue(DetailNames.ReplicaSet, out var set))
            return;
        var ns = analyzed.Event.InvolvedObject.Namespace;
        var key = new ObjectKey("ReplicaSet", ns, set);
        if (book.Of(key) is { IsActive: true } refused && refused.Members.GetValueOrDefault(key) is { State: MemberState.Troubled } member)
            Leave(refused, member, MemberState.Recovered, now);
        if (analyzed.Details.GetValueOrDefault(DetailNames.ReplicasTo) != "0" || book.About(ObjectKey.Of(analyzed.Event.InvolvedObject)) is not { IsActive: true } incident)
            return;
        foreach (var pod in incident.Members.Values.Where(m => m.State == MemberState.Troubled && m.Key.Name.StartsWith(set + "-", StringComparison.Ordinal)).ToList())
            Leave(incident, pod, MemberState.Gone, now);
    }

    private void Leave(Incident incident, Member member, MemberState state, DateTimeOffset now)
    {
        member.Leave(state);
        store.Touch(incident);
        if (incident.Phase != IncidentPhase.Open || incident.IsTroubled)
            return;
        incident.Phase = IncidentPhase.Recovering;
        incident.PhaseSince = now;
    }

    private Incident? LastNodeDown() => _lastNodeDown ??= book.All.Where(i => i.Trouble == Correlation.Trouble.NodeDown).MaxBy(i => i.Since);

    private static int Rank(Trouble trouble) => CauseRules.Of(trouble).Rank;
}
