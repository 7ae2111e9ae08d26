using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>
/// The groups of a receiver, in the order in which they come up. When there are too many, those that wait for nothing are forgotten,
/// the longest untold first, and then the next one due is told of at once.
/// </summary>
internal sealed class Gathering(GroupSettings settings)
{
    public const int Most = 1000;

    private static readonly Comparer<OpenGroup> InTime = Comparer<OpenGroup>.Create(static (one, other) =>
        one.ScheduledAt != other.ScheduledAt ? one.ScheduledAt.CompareTo(other.ScheduledAt) : string.CompareOrdinal(one.Key, other.Key));

    private readonly Dictionary<string, OpenGroup> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<OpenGroup> _waiting = new(InTime);
    private readonly SortedSet<OpenGroup> _idle = new(InTime);

    public GatheredBy By => settings.By;

    public IEnumerable<OpenGroup> Groups => _groups.Values;

    /// <summary>When the next group has something to tell; null if none has.</summary>
    public DateTimeOffset? DueAt => _waiting.Min is not { } next ? null : _groups.Count > Most ? DateTimeOffset.MinValue : next.ScheduledAt;

    public void Add(long sequence, AnalyzedEvent analyzed, DateTimeOffset now)
    {
        ForgetOver(now);
        var labels = LabelsOf(analyzed);
        var key = KeyOf(labels);
        if (!_groups.TryGetValue(key, out var group))
        {
            if (_groups.Count >= Most)
                ForgetIdle();
            _groups[key] = group = new OpenGroup(key, labels);
        }

        Unschedule(group);
        group.Add(sequence, analyzed, now, settings.Samples);
        Schedule(group);
    }

    /// <summary>What the next group that is due has to tell; null if none is.</summary>
    /// <param name="early">Whether it is due or not.</param>
    public (OpenGroup Group, Tally Tally)? Take(DateTimeOffset now, bool early)
    {
        if (_waiting.Min is not { } group || (!early && group.ScheduledAt > now && _groups.Count <= Most))
            return null;
        Unschedule(group);
        var tally = group.Take(now);
        Schedule(group);
        if (_groups.Count > Most)
            Forget(_idle.Min!);
        return (group, tally);
    }

    public void Load(OpenGroup group)
    {
        _groups[group.Key] = group;
        Schedule(group);
    }

    private void Schedule(OpenGroup group)
    {
        group.ScheduledAt = group.DueAt(settings);
        (group.Pending is null ? _idle : _waiting).Add(group);
    }

    private void Unschedule(OpenGroup group)
    {
        _idle.Remove(group);
        _waiting.Remove(group);
    }

    private void ForgetOver(DateTimeOffset now)
    {
        while (_idle.Min is { } over && over.ScheduledAt <= now)
            Forget(over);
    }

    private void ForgetIdle()
    {
        for (var i = 0; i < Most / 10 && _idle.Min is { } oldest; i++)
            Forget(oldest);
    }

    private void Forget(OpenGroup group)
    {
        Unschedule(group);
        _groups.Remove(group.Key);
    }

    private Dictionary<string, string> LabelsOf(AnalyzedEvent analyzed)
    {
        var labels = new Dictionary<string, string>(settings.Fields.Count, StringComparer.Ordinal);
        foreach (var field in settings.Fields)
            labels[field.Name] = field.Read(analyzed);
        return labels;
    }

    private static string KeyOf(Dictionary<string, string> labels) => string.Join(", ", labels.Select(static pair => $"{pair.Key}={Quoted(pair.Value)}"));

    private static string Quoted(string value) =>
        value.Length > 0 && value.AsSpan().IndexOfAny(", =\"") < 0 ? value : $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
