using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>
/// Everything that a receiver has read and not sent one by one: its groups, its digests, and the notifications of them that are on their
/// way. Holds sums and samples, so its size does not grow with the number of events. Not thread-safe: the ledger guards it.
/// </summary>
internal sealed class HeldEvents
{
    private readonly QuietSettings _settings;
    private readonly Gathering? _groups;
    private readonly TroubleMemory? _troubles;
    private readonly Inhibitions _inhibitions;
    private readonly Digest _overLimit = new(GatheredBy.RateLimit);
    private readonly Digest _outside = new(GatheredBy.ActiveTime);
    private readonly Queue<Notification> _again = [];
    private readonly Dictionary<long, Notification> _sending = [];
    private long _lastTicket;

    public HeldEvents(QuietSettings settings)
    {
        _settings = settings;
        _groups = settings.Group is { } group ? new Gathering(group) : null;
        _inhibitions = new Inhibitions(settings.Inhibit);
        _troubles = settings.Repeats is { } repeats ? new TroubleMemory(repeats.Within) : null;
    }

    /// <summary>Whether there is anything to keep.</summary>
    public bool IsBlank => Size == 0 && _inhibitions.IsEmpty && _troubles is not { IsEmpty: false } && _groups?.Groups.Any() != true;

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
    public DateTimeOffset? DueAt => _again.Count > 0
        ? DateTimeOffset.MinValue
        : Earliest(Earliest(_overLimit.DueAt, _outside.DueAt), _groups?.DueAt);

    public bool Knows(AnalyzedEvent analyzed, DateTimeOffset now) => _troubles?.Knows(TroubleOf(analyzed), now) == true;

    /// <summary>The rule that mutes an event; null if none does.</summary>
    public string? Muting(AnalyzedEvent analyzed) => _inhibitions.Muting(analyzed);

    /// <summary>Looks at an event for what it says to be going on. True if that has changed.</summary>
    public bool Hear(AnalyzedEvent analyzed) => _inhibitions.Hear(analyzed);

    /// <summary>An event is sent as it is, or left out as a recurrence of one that was. True if there is something to remember of it.</summary>
    public bool Heard(AnalyzedEvent analyzed, DateTimeOffset now)
    {
        _troubles?.Heard(TroubleOf(analyzed), now);
        return _troubles is not null;
    }

    public void Group(long sequence, AnalyzedEvent analyzed, DateTimeOffset now)
    {
        _groups!.Add(sequence, analyzed, now);
        Count(_groups.By, 1);
    }

    /// <param name="dueAt">When there is room again.</param>
    public void HoldOverLimit(long sequence, AnalyzedEvent analyzed, DateTimeOffset dueAt)
    {
        _overLimit.Add(sequence, analyzed, dueAt, _settings.Samples);
        Count(GatheredBy.RateLimit, 1);
    }

    /// <param name="dueAt">When the active time begins.</param>
    public void HoldOutside(long sequence, AnalyzedEvent analyzed, DateTimeOffset dueAt)
    {
        _outside.Add(sequence, analyzed, dueAt, _settings.Samples);
        Count(GatheredBy.ActiveTime, 1);
    }

    /// <summary>There is no room for what is due: it joins the digest of what is beyond the rate limit.</summary>
    public void PostponeOverLimit(DateTimeOffset now, DateTimeOffset roomAt) => Postpone(now, _overLimit, roomAt);

    /// <summary>It is not the time for what is due: it joins the digest for when the active time begins.</summary>
    public void PostponeOutside(DateTimeOffset now, DateTimeOffset opensAt) => Postpone(now, _outside, opensAt);

    /// <summary>What is due and is not to be sent at all. Returns how many events.</summary>
    public long DropDue(DateTimeOffset now)
    {
        if (Next(now, early: false) is not { } due)
            return 0;
        Count(due.By, -due.Tally.Size);
        return due.Tally.Size;
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
            [.. (_groups?.Groups ?? []).Select(group => group.Save(events))],
            [.. _again.Concat(_sending.Values).Select(notification => notification.Save(events))],
            _overLimit.Pending?.Save(events),
            _outside.Pending?.Save(events),
            _troubles?.All ?? new Dictionary<long, DateTimeOffset>(),
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
            Again(Notification.Load(notification, events, _settings.Samples));
        foreach (var saved in image.Groups)
            Load(OpenGroup.Load(saved, events, _settings.Group?.Samples ?? _settings.Samples));
        if (image.OverLimit is { } overLimit)
            Load(_overLimit, overLimit, events, now);
        if (image.OutsideActiveTime is { } outside)
            Load(_outside, outside, events, now);
        _inhibitions.Load(image.Inhibitions ?? []);
        foreach (var (trouble, heard) in image.Troubles)
            _troubles?.Heard(trouble, heard);
    }

    private void Load(OpenGroup group)
    {
        if (_groups is not null && group.Labels.Keys.SequenceEqual(_settings.Group!.Fields.Select(static field => field.Name), StringComparer.Ordinal))
        {
            _groups.Load(group);
            Count(_groups.By, group.Pending?.Size ?? 0);
        }
        else if (group.Pending is { } pending)
        {
            Again(new Notification(GatheredBy.Group, group.Key, group.Labels, pending));
        }
    }

    private void Load(Digest digest, TallyImage image, IReadOnlyList<AnalyzedEvent> events, DateTimeOffset now)
    {
        digest.Add(Tally.Load(image, events, _settings.Samples), now, _settings.Samples);
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
        foreach (var digest in (Digest[])[_overLimit, _outside])
        {
            if (digest.DueAt is { } dueAt && (early || dueAt <= now))
                return new Notification(digest.By, "", Notification.NoLabels, digest.Take()!);
        }

        return _groups?.Take(now, early) is var (group, tally) ? new Notification(_groups.By, group.Key, group.Labels, tally) : null;
    }

    private void Postpone(DateTimeOffset now, Digest digest, DateTimeOffset dueAt)
    {
        if (Next(now, early: false) is not { } due)
            return;
        Count(due.By, -due.Tally.Size);
        digest.Add(due.Tally, dueAt, _settings.Samples);
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
            .Concat((_groups?.Groups ?? []).Select(static group => group.Pending).OfType<Tally>())
            .Concat(new[] { _overLimit.Pending, _outside.Pending }.OfType<Tally>());

    private long TroubleOf(AnalyzedEvent analyzed) => MemberHash.Of(string.Join('\n', _settings.Repeats!.Fields.Select(field => field.Read(analyzed))));

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;
}
