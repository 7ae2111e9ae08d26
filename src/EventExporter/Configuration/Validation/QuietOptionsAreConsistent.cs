using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks;

namespace EventExporter.Configuration.Validation;

/// <summary>What a receiver, or a match rule for it, holds back: fields exist, and its parts do not contradict each other.</summary>
internal sealed class QuietOptionsAreConsistent : IConfigurationRule
{
    private static readonly string[] WithUpdates = ["slack", "opsgenie"];

    public void Check(ValidationContext context)
    {
        foreach (var receiver in context.Configuration.Receivers)
        {
            if (receiver.Group is { } group)
                CheckGroup(group, context);
            if (receiver.Repeats is { } repeats)
                CheckRepeats(receiver, repeats, context);
        }

        foreach (var rule in context.Rules().Where(static rule => rule.IsQuiet))
            CheckRule(rule, context);
    }

    private static void CheckRule(RuleConfig rule, ValidationContext context)
    {
        if (rule.Group is { } group)
            CheckGroup(group, context);
        if (string.IsNullOrEmpty(rule.Receiver) || context.Routes().Any(route => route.Drop.Contains(rule)))
        {
            var key = rule.Group is not null ? "group" : rule.Repeats is not null ? "repeats" : "activeTime";
            context.Error(context.Sources.Of(rule, key), $"{key} in a rule that sends to no receiver", "write it in a match rule that names a receiver, or in the receiver");
        }

        if (rule.Repeats is not { } repeats)
            return;
        FieldNames.Check(repeats, "by", repeats.By, context);
        if (repeats.Mode == RepeatsMode.Update)
            context.Error(context.Sources.Of(repeats, "mode"), "update is a matter of the whole receiver", "write it in the receiver, or digest, first or every here");
        if (repeats.Mode == RepeatsMode.Digest && rule.Group is not null)
            context.Error(context.Sources.Of(repeats, "mode"), "the rule groups, and groups say themselves how what recurs is told of", "remove repeats, and set group.repeat");
    }

    private static void CheckGroup(GroupOptions group, ValidationContext context)
    {
        FieldNames.Check(group, "by", group.By, context);
        if (group.Repeat < group.Interval)
        {
            context.Error(context.Sources.Of(group, "repeat"),
                $"repeat ({Duration.Format(group.Repeat)}) is shorter than interval ({Duration.Format(group.Interval)})",
                "what goes on is told of less often than what is new: raise repeat or lower interval");
        }
    }

    private static void CheckRepeats(ReceiverConfig receiver, RepeatsOptions repeats, ValidationContext context)
    {
        FieldNames.Check(repeats, "by", repeats.By, context);
        if (repeats.Mode == RepeatsMode.Update && !WithUpdates.Contains(receiver.Type, StringComparer.Ordinal))
        {
            context.Error(context.Sources.Of(repeats, "mode"), $"a receiver of type {receiver.Type} cannot show a recurrence in place of the one before",
                "write digest, first or every; update is for slack and opsgenie");
        }

        if (context.Sources.IsWritten(receiver.Options, "repeats") && RepeatsInPlace.Contradicts(receiver.Options, repeats.Mode))
        {
            context.Error(context.Sources.Of(receiver.Options, "repeats"), $"the receiver's repeats say {repeats.Mode.ToString().ToLowerInvariant()}, its type's say something else",
                "keep one of the two");
        }

        if (repeats.Mode == RepeatsMode.Digest && receiver.Group is not null)
            context.Error(context.Sources.Of(repeats, "mode"), "the receiver groups, and groups say themselves how what recurs is told of", "remove repeats, and set group.repeat");
    }
}
