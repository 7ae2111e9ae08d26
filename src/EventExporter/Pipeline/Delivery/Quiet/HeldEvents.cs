using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>
/// Everything that a receiver has read and not sent one by one: its groups, its digests, and the notifications of them that are on their
/// way. Holds sums and samples, so its size does not grow with the number of events. Not thread-safe: the ledger guards it.
/// </summary>
internal sealed class HeldEvents
{
    private readonly int _samples;
    private readonly HeldScope[] _scopes;
    private readonly Inhibitions _inhibitions;
    private readonly Digest _overLimit = new(GatheredBy.RateLimit);
    private readonly Queue<Notification> _again = [];
    private readonly Dictionary<long, Notification> _sending = [];
    private long _lastTicket;

    /// <param name="scopes">The receiver itself first.</param>
    public HeldEvents(IReadOnlyList<QuietScope> scopes)
    {
        _samples = scopes[0].Settings.Samples;
        _scopes = [.. scopes.Select(static scope => new HeldScope(scope))];
        _inhibitions = new Inhibitions(scopes[0].Settings.Inhibit);
    }

    /// <summary>Whether there is anything to keep.</summary>
    public bool IsBlank => Size == 0 && _inhibitions.IsEmpty && Array.TrueForAll(_scopes, static scope => scope.IsBlank);

    /// <summary>Events on hold or on their way in a notification.</summary>
    public long Size { get; private set; }

    /// <summary>Of those: in groups.</summary>
    public long Grouped { get; private set; }

    /// <summary>Of those: waiting for the active time.</summary>
    public long Outside { get; private set; }

    /// <summary>Of those: in the digest of what was beyond the rate limit, or of recurrences.</summary>
    public long InDigest => Size - Grouped - Outside;

    /// <summary>When the oldest was read from the cluster; null if there is none.</summary>
    public DateTimeOffset? ObservedAt => Tallies().Select(static tally => (DateTimeOffset?)tally.ObservedAt).Min();

    /// <summary>Whether a notification is on its way.</summary>
    public bool IsSending => _sending.Count > 0;

    /// <summary>Whether events wait for room below the rate limit: those that come now join them.</summary>
    public bool IsOverLimit => _overLimit.Pending is not null;

    /// <summary>When the next notification is due; null if nothing waits.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            if (_again.Count > 0)
                return DateTimeOffset.MinValue;
            var due = _overLimit.DueAt;
            foreach (var scope in _scopes)
                due = Digest.Earlier(due, scope.DueAt);
            return due;
        }
    }

    public bool Knows(int scope, AnalyzedEvent analyzed, DateTimeOffset now) => _scopes[scope].Knows(analyzed, now);

    /// <summary>The rule that mutes an event; null if none does.</summary>
    public string? Muting(AnalyzedEvent analyzed) => _inhibitions.Muting(analyzed);

    /// <summary>Looks at an event for what it says to be going on. True if that has changed.</summary>
    public bool Hear(AnalyzedEvent analyzed) => _inhibitions.Hear(analyzed);

    /// <summary>See <see cref="HeldScope.Heard"/>.</summary>
    public bool Heard(int scope, AnalyzedEvent analyzed, DateTimeOffset now) => _scopes[scope].Heard(analyzed, now);

    public void Group(int scope, long sequence, AnalyzedEvent analyzed, DateTimeOffset now)
    {
        var groups = _scopes[scope].Groups!;
        groups.Add(sequence, analyzed, now);
        Count(groups.By, 1);
    }

    /// <param name="dueAt">When there is room again.</param>
    public void HoldOverLimit(long sequence, AnalyzedEvent analyzed, DateTimeOffset dueAt)
    {
        _overLimit.Add(sequence, analyzed, dueAt, _samples);
        Count(GatheredBy.RateLimit, 1);
    }

    /// <param name="dueAt">When the active time begins.</param>
    public void HoldOutside(int scope, long sequence, AnalyzedEvent analyzed, DateTimeOffset dueAt)
    {
        _scopes[scope].Outside.Add(sequence, analyzed, dueAt, _samples);
        Count(GatheredBy.ActiveTime, 1);
    }

    /// <summary>There is no room for what is due: it joins the digest of what is beyond the rate limit.</summary>
    public void PostponeOverLimit(DateTimeOffset now, DateTimeOffset roomAt) => Postpone(now, _ => _overLimit, roomAt);

    /// <summary>It is not the time for what is due: it joins the digest for when the active time of its scope begins.</summary>
    public void PostponeOutside(DateTimeOffset now, DateTimeOffset opensAt) => Postpone(now, scope => _scopes[scope].Outside, opensAt);

    /// <summary>What is due and is not to be sent at all. Returns how many events.</summary>
    public long DropDue(DateTimeOffset now)
    {
        if (Next(now, early: false) is not { } due)
            return 0;
        Count(due.By, -due.Tally.Size);
        return due.Tally.Size;
    }

    /// <summary>The scope of the notification that is due next; null if none is.</summary>
    public int? DueScope(DateTimeOffset now)
    {
        if (_again.TryPeek(out var again))
            return again.Scope;
        if (_overLimit.DueAt <= now)
            return 0;
        var due = Array.FindIndex(_scopes, scope => scope.DueAt <= now);
        return due < 0 ? null : due;
    }

    /// <summary>The next notification that is due, to be settled by its ticket; null if none is.</summary>
    /// <param name="early">Whether it is due or not.</param>
    public DeliveryItem? Take(DateTimeOffset now, bool early)
    {
        if (Next(now, early) is not { } next)
            return null;
        _sending[++_lastTicket] = next;
        return new DeliveryItem(next.Tally.LastSequence, next.Tally.Newest(next.By, next.Key, next.Labels)) { Ticket = _lastTicket, Covers = next.Tally.Size };
    }

    /// <summary>A notification ended for good; how many events it stood for.</summary>
    public long? Settle(long ticket)
    {
        if (!_sending.Remove(ticket, out var notification))
            return null;
        Count(notification.By, -notification.Tally.Size);
        return notification.Tally.Size;
    }

    public byte[] Save(long readTo, IReadOnlyList<long> onTheirWay)
    {
        var events = new List<AnalyzedEvent>();
        var image = new HeldImage(
            HeldImage.Current,
            readTo,
            onTheirWay,
            [.. _scopes.Select(scope => scope.Save(events))],
            [.. _again.Concat(_sending.Values).Select(notification => notification.Save(_scopes[notification.Scope].Name, events))],
            _overLimit.Pending?.Save(events),
            _inhibitions.Save());
        return HeldFormat.Encode(image, events);
    }

    /// <summary>
    /// Takes up what was held before the start. Notifications that were on their way go again as they were; what was gathered under settings
    /// that are gone is told at once.
    /// </summary>
    public void Load(HeldImage image, IReadOnlyList<AnalyzedEvent> events, DateTimeOffset now)
    {
        foreach (var notification in image.Notifications)
            Again(Notification.Load(IndexOf(notification.Scope), notification, events, _samples));
        foreach (var saved in image.Scopes)
            Load(IndexOf(saved.Name), saved, events, now);
        if (image.OverLimit is { } overLimit)
            Load(_overLimit, overLimit, events, now);
        _inhibitions.Load(image.Inhibitions);
    }

    private void Load(int index, ScopeImage saved, IReadOnlyList<AnalyzedEvent> events, DateTimeOffset now)
    {
        var scope = _scopes[index];
        foreach (var image in saved.Groups)
        {
            var group = OpenGroup.Load(image, events, scope.Samples);
            if (scope.Name == saved.Name && scope.TryLoad(group))
                Count(scope.Groups!.By, group.Pending?.Size ?? 0);
            else if (group.Pending is { } pending)
                Again(new Notification(index, GatheredBy.Group, group.Key, group.Labels, pending));
        }

        if (saved.OutsideActiveTime is { } outside)
            Load(scope.Outside, outside, events, now);
        if (scope.Name == saved.Name)
            scope.LoadTroubles(saved.Troubles);
    }

    /// <summary>What a scope that is gone held is the receiver's own.</summary>
    private int IndexOf(string scope) => Math.Max(0, Array.FindIndex(_scopes, known => known.Name == scope));

    private void Load(Digest digest, TallyImage image, IReadOnlyList<AnalyzedEvent> events, DateTimeOffset now)
    {
        digest.Add(Tally.Load(image, events, _samples), now, _samples);
        Count(digest.By, image.Size);
    }

    private void Again(Notification notification)
    {
        _again.Enqueue(notification);
        Count(notification.By, notification.Tally.Size);
    }

    private Notification? Next(DateTimeOffset now, bool early)
    {
        if (_again.TryDequeue(out var again))
            return again;
        if (_overLimit.DueAt is { } roomAt && (early || roomAt <= now))
            return new Notification(0, _overLimit.By, "", Notification.NoLabels, _overLimit.Take()!);
        for (var index = 0; index < _scopes.Length; index++)
        {
            if (Next(index, now, early) is { } next)
                return next;
        }

        return null;
    }

    private Notification? Next(int index, DateTimeOffset now, bool early)
    {
        var scope = _scopes[index];
        if (scope.Outside.DueAt is { } opensAt && (early || opensAt <= now))
            return new Notification(index, scope.Outside.By, "", Notification.NoLabels, scope.Outside.Take()!);
        return scope.Groups?.Take(now, early) is var (group, tally) ? new Notification(index, scope.Groups.By, group.Key, group.Labels, tally) : null;
    }

    private void Postpone(DateTimeOffset now, Func<int, Digest> into, DateTimeOffset dueAt)
    {
        if (Next(now, early: false) is not { } due)
            return;
        var digest = into(due.Scope);
        Count(due.By, -due.Tally.Size);
        digest.Add(due.Tally, dueAt, _samples);
        Count(digest.By, due.Tally.Size);
    }

    private void Count(GatheredBy by, long events)
    {
        Size += events;
        if (by == GatheredBy.Group)
            Grouped += events;
        else if (by == GatheredBy.ActiveTime)
            Outside += events;
    }

    private IEnumerable<Tally> Tallies() =>
        _again.Concat(_sending.Values).Select(static notification => notification.Tally)
            .Concat(_scopes.SelectMany(static scope => scope.Tallies))
            .Concat(new[] { _overLimit.Pending }.OfType<Tally>());
}
