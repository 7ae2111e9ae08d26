using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A group that goes on: what it has been told of, and what waits to be told.</summary>
internal sealed class OpenGroup(string key, IReadOnlyDictionary<string, string> labels)
{
    /// <summary>Members that are remembered. Beyond them every event counts as something new.</summary>
    private const int MostMembers = 256;

    private readonly HashSet<long> _members = [];

    public string Key => key;

    public IReadOnlyDictionary<string, string> Labels => labels;

    /// <summary>What waits; null if nothing does.</summary>
    public Tally? Pending { get; private set; }

    /// <summary>When the first that waits came to this process.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When the first of those that wait came that are new to the group.</summary>
    public DateTimeOffset? NewSince { get; private set; }

    /// <summary>When it was last told of; null for a group that never was.</summary>
    public DateTimeOffset? NotifiedAt { get; private set; }

    /// <summary>When its place in the schedule comes up: to be told of, or to be forgotten.</summary>
    public DateTimeOffset ScheduledAt { get; set; }

    public void Add(long sequence, AnalyzedEvent analyzed, DateTimeOffset now, int samples)
    {
        if (Pending is null)
        {
            Pending = new Tally(samples);
            Since = now;
        }

        var member = MemberHash.Of(analyzed);
        if (!_members.Contains(member))
        {
            NewSince ??= now;
            if (_members.Count < MostMembers)
                _members.Add(member);
        }

        Pending.Add(sequence, analyzed);
    }

    /// <summary>When it has to be told of, or forgotten if nothing waits.</summary>
    public DateTimeOffset DueAt(GroupSettings settings)
    {
        if (NotifiedAt is not { } notified)
            return Since + settings.Wait;
        if (Pending is null || NewSince is not { } added)
            return notified + settings.Repeat;
        var joined = added + (settings.Wait < settings.Interval ? settings.Wait : settings.Interval);
        return joined > notified + settings.Interval ? joined : notified + settings.Interval;
    }

    /// <summary>Hands over what waits.</summary>
    public Tally Take(DateTimeOffset now)
    {
        var taken = Pending!;
        (Pending, NewSince, NotifiedAt) = (null, null, now);
        return taken;
    }

    public GroupImage Save(List<AnalyzedEvent> events) => new(key, labels, NotifiedAt, Since, NewSince, [.. _members], Pending?.Save(events));

    public static OpenGroup Load(GroupImage image, IReadOnlyList<AnalyzedEvent> events, int samples)
    {
        var group = new OpenGroup(image.Key, image.Labels)
        {
            NotifiedAt = image.NotifiedAt,
            Since = image.Since,
            NewSince = image.NewSince,
            Pending = image.Pending is { } pending ? Tally.Load(pending, events, samples) : null,
        };
        group._members.UnionWith(image.Members);
        return group;
    }
}
