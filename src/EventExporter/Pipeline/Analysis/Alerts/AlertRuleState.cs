using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Query;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>
/// One rule at work: its groups, and which of them are due. A group is judged at the times of its events and whenever its value can change
/// by itself, so that when an alert fires and ends follows from the events alone.
/// </summary>
internal sealed class AlertRuleState(AlertRule rule, string cluster)
{
    /// <summary>Where silence counts, a group is forgotten when nothing has come of it for so many windows.</summary>
    private const int WindowsUntilForgotten = 10;

    private readonly AlertCondition _condition = rule.Condition;
    private readonly Func<AnalyzedEvent, bool> _matches = EventPredicate.Of(rule.Condition.Matcher);
    private readonly AlertEvents _events = new(rule, cluster);
    private readonly RecentlyUsed<string, AlertGroup> _groups = new(StringComparer.Ordinal);
    private readonly DueQueue<AlertGroup> _due = new();
    private readonly BatchEncoder _encoder = new();
    private long _start;

    public AlertRule Rule => rule;

    public long NextDue => _due.Next;

    public int Groups => _groups.Count;

    public long Evicted { get; private set; }

    public int FiringGroups => _groups.Items.Count(group => group.IsFiring);

    public IEnumerable<AlertStatus> Current => _groups.Items.Where(group => group.Since > 0).Select(_events.ToStatus);

    /// <summary>The first time that is known: a rule that waits for silence begins to wait.</summary>
    public void Reached(long now)
    {
        if (_start > 0)
            return;
        _start = now;
        if (_condition is { HoldsAtZero: true, By.Count: 0 })
            _due.Schedule(GroupOf([], now), now + _condition.Window.Ticks);
    }

    public void Take(AnalyzedEvent analyzed, long at, long now, List<AnalyzedEvent> found)
    {
        Reached(now);
        if (at <= now - _condition.Window.Ticks || !IsMeant(analyzed) || !_matches(analyzed))
            return;
        var group = GroupOf(ValuesOf(analyzed), now);
        group.Take(analyzed, at);
        _due.Schedule(group, now);
        Forget(now, found);
    }

    public void AdvanceTo(long now, List<AnalyzedEvent> found)
    {
        while (_due.TryTake(now, out var group))
        {
            Judge(group, now, found);
            if (IsLongGone(group, now))
                Remove(group, now, found, "nothing more was seen of it");
            else
                Schedule(group, now);
        }
    }

    /// <summary>The rule is no more, or another: what fires ends.</summary>
    public void End(long now, List<AnalyzedEvent> found)
    {
        foreach (var group in _groups.Items.ToList())
            Remove(group, now, found, "the rule was changed or removed");
    }

    public void Save(PayloadWriter state)
    {
        state.Signed(_start);
        state.Signed(Evicted);
        state.Unsigned((ulong)_groups.Count);
        foreach (var group in _groups.Items)
            group.Save(state, _encoder);
    }

    public void Load(ref PayloadReader state)
    {
        _start = state.Signed();
        Evicted = state.Signed();
        for (var left = state.Count(); left > 0; left--)
        {
            var (group, due) = AlertGroup.Load(_condition, ref state);
            _groups.Add(group.Key, group);
            _due.Schedule(group, due);
        }
    }

    private bool IsMeant(AnalyzedEvent analyzed) => rule.OfFindings ? analyzed.Finding is not (null or Events.Findings.AlertFinding) : analyzed.Finding is null;

    private string[] ValuesOf(AnalyzedEvent analyzed)
    {
        var values = new string[_condition.By.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _condition.By[i].Read(analyzed);
        return values;
    }

    private AlertGroup GroupOf(string[] values, long now)
    {
        var key = AlertGroup.KeyOf(values);
        if (_groups.TryUse(key, out var known))
            return known;
        // All events together were watched since the rule began, a group of its own since it was first seen.
        var group = new AlertGroup(_condition, key, values, values.Length == 0 ? _start : now);
        _groups.Add(key, group);
        return group;
    }

    private void Judge(AlertGroup group, long now, List<AnalyzedEvent> found)
    {
        group.Expire(now);
        var isWatchedLongEnough = !_condition.HoldsAtZero || now >= group.Known + _condition.Window.Ticks;
        if (isWatchedLongEnough && _condition.Holds(group.Value))
            Holds(group, now, found);
        else
            HoldsNoMore(group, now, found);
    }

    private void Holds(AlertGroup group, long now, List<AnalyzedEvent> found)
    {
        group.EndingSince = 0;
        if (group.Since == 0)
            group.Since = now;
        if (group.IsFiring || now < group.Since + rule.For.Ticks)
            return;
        group.IsFiring = true;
        found.Add(_events.ToEvent(group, isFiring: true, now));
    }

    private void HoldsNoMore(AlertGroup group, long now, List<AnalyzedEvent> found)
    {
        if (!group.IsFiring)
        {
            group.Since = 0;
            return;
        }

        if (group.EndingSince == 0)
            group.EndingSince = now;
        if (now >= group.EndingSince + rule.KeepFiringFor.Ticks)
            Resolve(group, now, found, "");
    }

    private void Resolve(AlertGroup group, long now, List<AnalyzedEvent> found, string note)
    {
        found.Add(_events.ToEvent(group, isFiring: false, now, note));
        (group.IsFiring, group.Since, group.EndingSince) = (false, 0, 0);
    }

    /// <summary>When the group has to be judged again although nothing comes.</summary>
    private void Schedule(AlertGroup group, long now)
    {
        if (group.Since > 0 && !group.IsFiring)
            _due.Schedule(group, group.Since + rule.For.Ticks);
        if (group.EndingSince > 0)
            _due.Schedule(group, group.EndingSince + rule.KeepFiringFor.Ticks);
        if (!group.IsEmpty && (group.Since > 0 || _condition.CanBeginByFalling))
            _due.Schedule(group, _condition.Function == AlertFunction.Absent ? group.EmptyAt : group.NextFall);
        if (!_condition.HoldsAtZero)
            return;
        if (now < group.Known + _condition.Window.Ticks)
            _due.Schedule(group, group.Known + _condition.Window.Ticks);
        if (group.Values.Length > 0)
            _due.Schedule(group, ForgottenAt(group));
    }

    private long ForgottenAt(AlertGroup group) => group.LastSeen + (WindowsUntilForgotten * _condition.Window.Ticks);

    private bool IsLongGone(AlertGroup group, long now) => _condition.HoldsAtZero && group.Values.Length > 0 && now >= ForgottenAt(group);

    /// <summary>Groups of which nothing is left in the window go; beyond the limit those seen longest ago.</summary>
    private void Forget(long now, List<AnalyzedEvent> found)
    {
        while (_groups.Oldest is { } oldest)
        {
            if (_groups.Count > rule.MaxGroups)
                Evicted++;
            else if (_condition.HoldsAtZero || oldest.Since > 0 || oldest.Due != long.MaxValue || oldest.LastSeen > now - _condition.Window.Ticks)
                break;
            Remove(oldest, now, found, "there were too many groups");
        }
    }

    private void Remove(AlertGroup group, long now, List<AnalyzedEvent> found, string note)
    {
        if (group.IsFiring)
            Resolve(group, now, found, note);
        group.Due = long.MaxValue;
        _groups.Remove(group.Key);
    }
}
