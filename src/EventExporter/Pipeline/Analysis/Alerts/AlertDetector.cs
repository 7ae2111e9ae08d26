using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>Holds the events against the alert rules.</summary>
internal sealed class AlertDetector : IDetector, IAlertBook
{
    private readonly Lock _gate = new();
    private readonly AlertRuleState[] _rules;
    private readonly string _cluster;
    private long _now;

    public AlertDetector(IEnumerable<AlertRule> rules, string cluster)
    {
        _rules = [.. rules.Select(rule => new AlertRuleState(rule, cluster))];
        _cluster = cluster;
    }

    public string Part => "alerts";

    public long NextDue
    {
        get
        {
            var next = long.MaxValue;
            foreach (var rule in _rules)
                next = Math.Min(next, rule.NextDue);
            return next;
        }
    }

    public int Remembered => _rules.Sum(rule => rule.Groups);

    public long Evicted => _rules.Sum(rule => rule.Evicted);

    public void Take(AnalyzedEvent analyzed, long at, long now, List<AnalyzedEvent> found)
    {
        lock (_gate)
        {
            _now = now;
            foreach (var rule in _rules)
                rule.Take(analyzed, at, now, found);
        }
    }

    public void Reached(long now)
    {
        _now = now;
        foreach (var rule in _rules)
            rule.Reached(now);
    }

    public void AdvanceTo(long now, List<AnalyzedEvent> found)
    {
        lock (_gate)
        {
            _now = now;
            foreach (var rule in _rules)
                rule.AdvanceTo(now, found);
        }
    }

    public IReadOnlyList<AlertStatus> Current()
    {
        lock (_gate)
            return [.. _rules.SelectMany(rule => rule.Current).OrderByDescending(alert => alert.IsFiring).ThenByDescending(alert => alert.Severity).ThenBy(alert => alert.Since)];
    }

    public void Save(PayloadWriter state)
    {
        lock (_gate)
        {
            state.Signed(_now);
            state.Unsigned((ulong)_rules.Length);
            var groups = new PayloadWriter();
            foreach (var rule in _rules)
            {
                groups.Clear();
                rule.Save(groups);
                WriteRule(state, rule.Rule);
                state.Blob(groups.Written);
            }
        }
    }

    public void Load(ref PayloadReader state, List<AnalyzedEvent> found)
    {
        lock (_gate)
        {
            _now = state.Signed();
            for (var left = state.Count(); left > 0; left--)
            {
                var (saved, definition) = ReadRule(ref state);
                var groups = new PayloadReader(state.Blob());
                if (Array.Find(_rules, rule => rule.Rule.Name == saved.Name && rule.Rule.Definition == definition) is { } same)
                    same.Load(ref groups);
                else
                    End(saved, ref groups, found);
            }
        }
    }

    /// <summary>Alerts of a rule that is no more have to end: whoever was told of them waits for that.</summary>
    private void End(AlertRule saved, ref PayloadReader groups, List<AnalyzedEvent> found)
    {
        var gone = new AlertRuleState(saved, _cluster);
        gone.Load(ref groups);
        gone.End(_now, found);
    }

    private static void WriteRule(PayloadWriter state, AlertRule rule)
    {
        state.String(rule.Name);
        state.String(rule.Definition);
        state.String(rule.Condition.Text);
        state.Byte((byte)rule.Severity);
        state.Unsigned((ulong)rule.Labels.Count);
        foreach (var (name, value) in rule.Labels)
        {
            state.String(name);
            state.String(value);
        }
    }

    private static (AlertRule Rule, string Definition) ReadRule(ref PayloadReader state)
    {
        var name = state.String();
        var definition = state.String();
        var condition = AlertConditionParser.Parse(state.String()).Condition ?? throw new InvalidDataException("the condition of an alert rule cannot be read");
        var severity = (Severity)state.Byte();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = state.Count(); left > 0; left--)
            labels[state.String()] = state.String();
        return (new AlertRule { Name = name, Condition = condition, Severity = severity, Labels = labels }, definition);
    }
}
