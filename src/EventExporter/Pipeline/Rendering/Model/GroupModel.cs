using EventExporter.Pipeline.Events;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>Events that travel as one, as templates see them. An event that goes alone is a group of one.</summary>
internal static class GroupModel
{
    private static readonly ModelTable<EventCount> Count = new(
        new("reason", null, "reason; empty for the sum of what is too much to list", c => c.Reason),
        new("namespace", null, "namespace", c => c.Namespace),
        new("events", null, "how many events", c => c.Events),
        new("count", null, "how many occurrences", c => c.Count));

    private static readonly ModelTable<EventGroup> Group = new(
        new("key", null, "the fields that were grouped by with their values, as a text", g => g.Key),
        new("labels", null, "the same by field", g => g.Labels) { IsOpen = true },
        new("by", null, "why they are one: group, repeats, rateLimit or activeTime; nothing for a single event", g => Word(g.By)),
        new("size", null, "how many events", g => g.Size),
        new("count", null, "how many occurrences: the sum of their deltas", g => g.Count),
        new("first", null, "when the earliest happened", g => g.First),
        new("last", null, "when the latest happened", g => g.Last),
        new("counts", null, "occurrences by reason and namespace, the most frequent first", g => new ModelList<EventCount>(g.Counts, Count)) { Shape = l => TemplateShape.ListOf(Count.Shape(l)) });

    public static Func<TemplateLanguage, TemplateShape> Shape => Group.Shape;

    public static IModelValue Of(AnalyzedEvent analyzed) => new ModelValue<EventGroup>(analyzed.Group ?? EventGroup.Of(analyzed), Group);

    /// <summary>Some of the events, oldest first; recurrences of one are one, with the sum of their deltas.</summary>
    public static IModelValue EventsOf(AnalyzedEvent analyzed) => new ModelList<AnalyzedEvent>(analyzed.Group?.Events ?? [analyzed], EventModel.Table);

    public static string Word(GatheredBy by) => by switch
    {
        GatheredBy.Group => "group",
        GatheredBy.Repeats => "repeats",
        GatheredBy.RateLimit => "rateLimit",
        GatheredBy.ActiveTime => "activeTime",
        _ => "",
    };
}
