using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;
using EventExporter.Query;

namespace EventExporter.Pipeline.Sinks;

/// <summary>What is held back, from a configuration that validation has passed.</summary>
internal static class QuietSettingsOf
{
    private static readonly string[] Trouble = ["cluster", "namespace", "owner.kind", "owner", "reason"];

    /// <param name="inhibit">The rules for all receivers; those that are for others are left out here.</param>
    public static QuietSettings Receiver(ReceiverConfig config, IReadOnlyList<InhibitRule> inhibit) => new()
    {
        Inhibit = [.. inhibit.Where(rule => rule.IsFor(config.Name))],
        ActiveTime = config.ActiveTime is { } active ? ActiveTimeOf(active) : null,
        Group = config.Group is { } group ? GroupOf(group) : RecurrencesOf(config.Repeats),
        Repeats = config.Repeats is { Mode: RepeatsMode.First } repeats ? new RepeatSettings(Fields(repeats.By, Trouble), repeats.Within) : null,
    };

    /// <summary>The match rules that have words of their own for a receiver's events; what they do not say is the receiver's.</summary>
    /// <param name="rules">See <see cref="MarkedRules"/>.</param>
    public static IReadOnlyList<QuietScope> Rules(ReceiverConfig config, IReadOnlyList<InhibitRule> inhibit, IReadOnlyList<(string Path, int Mark, RuleConfig Rule)> rules) =>
        [.. rules.Where(rule => rule.Rule.Receiver == config.Name).Select(rule => new QuietScope(rule.Mark, rule.Path, Receiver(With(config, rule.Rule), inhibit)))];

    /// <summary>Grouping and recurrences go together: who says one of them says both.</summary>
    private static ReceiverConfig With(ReceiverConfig config, RuleConfig rule) => config with
    {
        Group = rule.Repeats is null ? rule.Group ?? config.Group : rule.Group,
        Repeats = rule.Group is null ? rule.Repeats ?? config.Repeats : rule.Repeats,
        ActiveTime = rule.ActiveTime ?? config.ActiveTime,
    };

    private static GroupSettings GroupOf(GroupOptions group) => new(Fields(group.By, []), group.Wait, group.Interval, group.Repeat, group.Samples);

    public static IReadOnlyList<InhibitRule> Inhibit(IReadOnlyList<InhibitOptions> rules) =>
        [.. rules.Select((rule, index) => new InhibitRule(rule.Name.Length > 0 ? rule.Name : $"inhibit[{index}]", Predicate(rule.When), Predicate(rule.Mute), Fields(rule.Equal, []), rule.For) { Receivers = rule.Receivers })];

    private static Func<AnalyzedEvent, bool> Predicate(string query) => EventPredicate.Of(EventQuery.Parse(query, DateTimeOffset.UnixEpoch).Query!);

    private static ActiveTime ActiveTimeOf(ActiveTimeOptions active) => new(
        TimeZoneInfo.FindSystemTimeZoneById(active.TimeZone), [.. active.Windows.Select(WindowOf)], active.Inverted, active.Outside == OutsideActiveTime.Drop);

    private static TimeWindow WindowOf(TimeWindowOptions window)
    {
        var days = window.Days.Count > 0 ? window.Days.SelectMany(static days => TimeWindow.ParseDays(days)!) : Enum.GetValues<DayOfWeek>();
        return new TimeWindow(days.ToHashSet(), TimeWindow.ParseTime(window.From)!.Value, TimeWindow.ParseTime(window.To)!.Value);
    }

    /// <summary>The first of a trouble at once, then the others together: groups without a wait.</summary>
    private static GroupSettings? RecurrencesOf(RepeatsOptions? repeats) => repeats is not { Mode: RepeatsMode.Digest }
        ? null
        : new GroupSettings(Fields(repeats.By, Trouble), TimeSpan.Zero, repeats.Interval, repeats.Interval, QuietSettings.None.Samples) { By = GatheredBy.Repeats };

    private static IReadOnlyList<GroupField> Fields(OneOrMany<string> names, string[] otherwise) =>
        [.. (names.Count > 0 ? names : (IReadOnlyList<string>)otherwise).Select(static name => GroupField.Find(name)!)];
}
