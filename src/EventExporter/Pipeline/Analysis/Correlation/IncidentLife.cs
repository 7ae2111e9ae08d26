using System.Globalization;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// From first signs to oblivion: when an incident is opened, told of again, over, forgotten. What is told is little: once that it is there,
/// once that it recovers, once that it is over, and in between only what changes how one would act.
/// </summary>
internal sealed class IncidentLife(
    IncidentSettings settings, IncidentBook book, IncidentStore store, ChangeLog changes, IncidentMetrics metrics, List<AnalyzedEvent> found)
{
    private const int MostChanges = 5;
    private const int MostPast = 200;

    /// <summary>Fewer occurrences than this are not worth an update, however they have grown.</summary>
    private const long LeastNews = 20;
    private static readonly TimeSpan LongestSettle = TimeSpan.FromMinutes(30);

    private readonly LinkedList<IncidentFinding> _past = new();

    public IReadOnlyList<IncidentFinding> Past => [.. _past];

    /// <summary>A sign of trouble, or of its end, was entered.</summary>
    public void AfterSign(Incident incident, DateTimeOffset now)
    {
        switch (incident.Phase)
        {
            case IncidentPhase.Resolved when incident.LastSign == now && !(incident.Rule.IsOfRoot && !incident.IsTroubled):
                incident.Phase = IncidentPhase.Watched;
                incident.PhaseSince = now;
                OpenIfSerious(incident, now);
                break;
            case IncidentPhase.Watched:
                OpenIfSerious(incident, now);
                break;
            case IncidentPhase.Recovering when incident.IsTroubled:
                incident.Phase = IncidentPhase.Open;
                incident.PhaseSince = now;
                break;
            case IncidentPhase.Recovering when !incident.HasToldRecovery:
                incident.HasToldRecovery = true;
                Tell(incident, IncidentState.Recovering, "", now);
                break;
        }
    }

    public void Scan(DateTimeOffset now)
    {
        foreach (var incident in book.All.ToList())
            Scan(incident, now);
    }

    /// <summary>The oldest go first: of those that are only watched or already resolved, then of the open ones.</summary>
    public void KeepWithin(int incidents, int objects, DateTimeOffset now)
    {
        if (book.All.Count <= incidents && book.ObjectCount <= objects)
            return;
        // Some more at once, so that a flood does not sort them again for every event.
        var (fewer, fewerObjects) = (incidents - (incidents / 20), objects - (objects / 20));
        foreach (var oldest in book.All.OrderBy(i => i.IsOpen).ThenBy(i => i.LastSign).ToList())
        {
            if (book.All.Count <= fewer && book.ObjectCount <= fewerObjects)
                return;
            if (oldest.IsOpen)
                Resolve(oldest, "given up because there are too many incidents", now);
            metrics.GivenUp.Add(1);
            store.Remove(oldest);
        }
    }

    private void Scan(Incident incident, DateTimeOffset now)
    {
        switch (incident.Phase)
        {
            case IncidentPhase.Watched:
                OpenIfSerious(incident, now);
                if (incident.Phase == IncidentPhase.Watched && now - incident.LastSign >= Silence(incident))
                    store.Remove(incident);
                break;
            case IncidentPhase.Recovering when now - incident.PhaseSince >= Settle(incident):
                Resolve(incident, incident.Members.Values.All(m => m.State == MemberState.Gone) ? "gone" : "recovered", now);
                break;
            case IncidentPhase.Open when now - incident.LastSign >= Silence(incident):
                Resolve(incident, "silent", now);
                break;
            case IncidentPhase.Open:
                incident.NameCause(now);
                TellNews(incident, now);
                break;
            case IncidentPhase.Resolved when now - incident.PhaseSince >= settings.Reopen:
                store.Remove(incident);
                break;
        }
    }

    private TimeSpan Silence(Incident incident) => incident.Rule.Silence ?? settings.Silence;

    /// <summary>What has come back before is trusted less.</summary>
    private TimeSpan Settle(Incident incident)
    {
        var settle = settings.Settle * Math.Pow(2, Math.Min(incident.Reopened, 8));
        return settle < LongestSettle || settle < settings.Settle ? settle : LongestSettle;
    }

    private void OpenIfSerious(Incident incident, DateTimeOffset now)
    {
        if (!IsSerious(incident, now))
            return;
        incident.NameCause(now);
        incident.Grade(Severity.Info);
        if (incident.Severity < settings.MinSeverity)
            return;
        if (incident.Number > 0)
            incident.Reopened++;
        else if (incident.Members.Values.Where(m => m.IsGrave).Select(m => (DateTimeOffset?)m.Since).Min() is { } since)
            incident.Since = since;
        incident.Phase = IncidentPhase.Open;
        incident.PhaseSince = now;
        incident.HasToldRecovery = false;
        CollectChanges(incident);
        metrics.Opened.Add(1, new KeyValuePair<string, object?>("cause", incident.Trouble.ToString()));
        Tell(incident, IncidentState.Opened, incident.Reopened > 0 ? "it is there again" : "", now);
    }

    private static bool IsSerious(Incident incident, DateTimeOffset now)
    {
        var serious = false;
        var troubled = 0;
        foreach (var member in incident.Members.Values)
        {
            serious |= member.Judge(now);
            if (member.State == MemberState.Troubled && member.ScoreAt(now) > 0.5)
                troubled++;
        }

        return serious || troubled >= incident.Rule.Objects;
    }

    private void CollectChanges(Incident incident)
    {
        IEnumerable<ObjectKey> about = [incident.Key, .. incident.Roots, ObjectKey.Node(incident.Node)];
        incident.Changes.Clear();
        incident.Changes.AddRange(about.Distinct().Take(20).SelectMany(k => changes.Before(k, incident.Since)).DistinctBy(q => q.Identity).OrderBy(q => q.At).TakeLast(MostChanges));
    }

    /// <summary>What changes how one would act: another cause, a higher severity, twice as much of it.</summary>
    private void TellNews(Incident incident, DateTimeOffset now)
    {
        if (now - incident.ToldAt < settings.UpdateInterval)
            return;
        if (incident.Trouble != incident.ToldTrouble)
            Tell(incident, IncidentState.Updated, "the cause is known better", now);
        else if (incident.Severity > incident.ToldSeverity)
            Tell(incident, IncidentState.Updated, $"now {incident.Severity.ToString().ToLowerInvariant()}", now);
        else if (incident.Count >= LeastNews && incident.Count >= 2 * incident.ToldCount)
            Tell(incident, IncidentState.Updated, string.Create(CultureInfo.InvariantCulture, $"{incident.Count} occurrences by now"), now);
    }

    private void Resolve(Incident incident, string how, DateTimeOffset now)
    {
        incident.Phase = IncidentPhase.Resolved;
        incident.PhaseSince = now;
        metrics.Resolved.Add(1, new KeyValuePair<string, object?>("how", how));
        Tell(incident, IncidentState.Resolved, how switch
        {
            "gone" => "its objects are gone",
            "recovered" => "its objects recovered",
            "silent" => "there was no further sign of it",
            _ => how,
        }, now);
        _past.AddFirst(((IncidentFinding)found[^1].Finding!) with { });
        if (_past.Count > MostPast)
            _past.RemoveLast();
        book.ReleaseMembers(incident);
        incident.Roots.Clear();
    }

    private void Tell(Incident incident, IncidentState state, string change, DateTimeOffset now)
    {
        incident.Number++;
        (incident.ToldAt, incident.ToldTrouble, incident.ToldSeverity, incident.ToldCount) = (now, incident.Trouble, incident.Severity, incident.Count);
        found.Add(IncidentEvents.Event(incident, state, change, now));
        store.Touch(incident);
    }
}
