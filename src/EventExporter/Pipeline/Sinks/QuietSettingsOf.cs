using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks;

/// <summary>What is held back, from a configuration that validation has passed.</summary>
internal static class QuietSettingsOf
{
    private static readonly string[] Trouble = ["cluster", "namespace", "owner.kind", "owner", "reason"];

    public static QuietSettings Receiver(ReceiverConfig config) => new()
    {
        Group = config.Group is { } group ? GroupOf(group) : RecurrencesOf(config.Repeats),
        Repeats = config.Repeats is { Mode: RepeatsMode.First } repeats ? new RepeatSettings(Fields(repeats.By, Trouble), repeats.Within) : null,
    };

    private static GroupSettings GroupOf(GroupOptions group) => new(Fields(group.By, []), group.Wait, group.Interval, group.Repeat, group.Samples);

    /// <summary>The first of a trouble at once, then the others together: groups without a wait.</summary>
    private static GroupSettings? RecurrencesOf(RepeatsOptions? repeats) => repeats is not { Mode: RepeatsMode.Digest }
        ? null
        : new GroupSettings(Fields(repeats.By, Trouble), TimeSpan.Zero, repeats.Interval, repeats.Interval, QuietSettings.None.Samples) { By = GatheredBy.Repeats };

    private static IReadOnlyList<GroupField> Fields(OneOrMany<string> names, string[] otherwise) =>
        [.. (names.Count > 0 ? names : (IReadOnlyList<string>)otherwise).Select(static name => GroupFields.Find(name)!)];
}
