using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>
/// What is going on that explains other events. Fed with every event in the order of the journal and reckoned by the events' own times, so
/// that a receiver that lags comes to the same decisions. Hearing of the same event twice changes nothing.
/// </summary>
internal sealed class Inhibitions(IReadOnlyList<InhibitRule> rules)
{
    /// <summary>Things that go on at once, over all rules. Beyond that the next to end is forgotten, which mutes less.</summary>
    private const int Most = 5000;

    private readonly Dictionary<(string Rule, string Key), Dictionary<string, DateTimeOffset>> _open = [];
    private int _count;

    public bool HasRules => rules.Count > 0;

    public bool IsEmpty => _open.Count == 0;

    /// <summary>True if what goes on has changed.</summary>
    public bool Hear(AnalyzedEvent analyzed)
    {
        var isChanged = false;
        foreach (var rule in rules)
        {
            if (rule.When(analyzed) && rule.KeyOf(analyzed) is { } key)
                isChanged |= EndOf(analyzed, rule) is { } end ? Open(rule.Name, key, SourceOf(analyzed), end) : Close(rule.Name, SourceOf(analyzed));
            else if (IsOver(analyzed))
                isChanged |= Close(rule.Name, SourceOf(analyzed));
        }

        return isChanged;
    }

    /// <summary>The rule that mutes an event; null if none does.</summary>
    public string? Muting(AnalyzedEvent analyzed)
    {
        if (_open.Count == 0)
            return null;
        foreach (var rule in rules)
        {
            if (rule.Mute(analyzed) && !rule.When(analyzed) && rule.KeyOf(analyzed) is { } key && IsOpen((rule.Name, key), analyzed.Event.ObservedAt))
                return rule.Name;
        }

        return null;
    }

    public IReadOnlyList<InhibitionImage> Save() =>
        [.. _open.SelectMany(static pair => pair.Value.Select(open => new InhibitionImage(pair.Key.Rule, pair.Key.Key, open.Key, open.Value)))];

    public void Load(IEnumerable<InhibitionImage> saved)
    {
        foreach (var open in saved.Where(open => rules.Any(rule => rule.Name == open.Rule)))
            Open(open.Rule, open.Key, open.Source, open.Until);
    }

    /// <summary>When what an event tells of is over, if nothing more is heard; null: it is over now.</summary>
    private static DateTimeOffset? EndOf(AnalyzedEvent analyzed, InhibitRule rule)
    {
        if (IsOver(analyzed))
            return null;
        var lasts = analyzed.Finding is IncidentFinding or AlertFinding ? InhibitRule.LongestFinding : rule.For;
        return analyzed.Event.ObservedAt + lasts;
    }

    private static bool IsOver(AnalyzedEvent analyzed) => analyzed.Finding is IncidentFinding { State: IncidentState.Resolved } or AlertFinding { IsFiring: false };

    private static string SourceOf(AnalyzedEvent analyzed) => analyzed.Finding switch
    {
        IncidentFinding incident => $"incident {incident.Id}",
        AlertFinding alert => $"alert {alert.Rule} {string.Join(' ', alert.Labels.Select(static label => $"{label.Key}={label.Value}"))}",
        _ => "",
    };

    private bool IsOpen((string Rule, string Key) place, DateTimeOffset at) =>
        _open.TryGetValue(place, out var sources) && sources.Values.Any(until => at < until);

    private bool Open(string rule, string key, string source, DateTimeOffset until)
    {
        if (!_open.TryGetValue((rule, key), out var sources))
            _open[(rule, key)] = sources = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (sources.TryGetValue(source, out var known) && known >= until)
            return false;
        _count += sources.ContainsKey(source) ? 0 : 1;
        sources[source] = until;
        if (_count > Most)
            ForgetSome();
        return true;
    }

    private bool Close(string rule, string source)
    {
        var isChanged = false;
        foreach (var (place, sources) in _open.Where(pair => pair.Key.Rule == rule && pair.Value.ContainsKey(source)).ToList())
        {
            Remove(place, sources, source);
            isChanged = true;
        }

        return isChanged;
    }

    private void ForgetSome()
    {
        var next = _open.SelectMany(static pair => pair.Value.Select(open => (pair.Key, Sources: pair.Value, Source: open.Key, Until: open.Value)));
        foreach (var (place, sources, source, _) in next.OrderBy(static open => open.Until).Take(Most / 10).ToList())
            Remove(place, sources, source);
    }

    private void Remove((string Rule, string Key) place, Dictionary<string, DateTimeOffset> sources, string source)
    {
        sources.Remove(source);
        _count--;
        if (sources.Count == 0)
            _open.Remove(place);
    }
}
