using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Receivers;

/// <summary>What a receiver hears of a trouble that recurs. Numbers are deltas: they add up, whichever is chosen.</summary>
[Shorthand("mode")]
internal sealed class RepeatsOptions
{
    [Option("mode", "every: each occurrence is sent. first: only the first of a trouble. digest: the first, and then what recurred since as one. update: each occurrence, shown in place of the one before; for slack and opsgenie.", Required = true, Example = "first")]
    public RepeatsMode Mode { get; init; } = RepeatsMode.Every;

    [Option("by", "Events with the same values in these fields are one trouble.", DefaultText = "cluster, namespace, owner.kind, owner, reason")]
    public OneOrMany<string> By { get; init; } = [];

    [Option("within", "A trouble of which nothing was heard for so long is a new one. For first.", Min = "1m", Max = "30d")]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(4);

    [Option("interval", "Time between two messages about a trouble. For digest.", Min = "1s", Max = "7d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);
}
