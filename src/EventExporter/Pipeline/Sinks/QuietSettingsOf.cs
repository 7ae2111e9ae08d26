using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
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
