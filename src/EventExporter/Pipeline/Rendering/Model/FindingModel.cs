using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>What the exporter found out, as templates see it.</summary>
internal static class FindingModel
{
    private static readonly ModelTable<EventQuote> Quote = new(
        new("at", null, "when", q => q.At),
        new("reason", null, "reason", q => q.Reason),
        new("kind", null, "kind of the object", q => q.Kind),
        new("namespace", null, "namespace of the object", q => q.Namespace),
        new("name", null, "name of the object", q => q.Name),
        new("message", null, "the beginning of the message", q => q.Message),
        new("count", null, "occurrences", q => q.Count),
        new("identity", null, "the event's identity", q => q.Identity));

    private static readonly ModelTable<ReasonCount> Reason = new(
        new("reason", null, "reason", r => r.Reason),
        new("count", null, "occurrences", r => r.Count));

    /// <summary>An event that merely belongs to an incident knows its id and nothing else.</summary>
    private static readonly ModelTable<AnalyzedEvent> Incident = new(
        new("id", null, "the same from opening to resolution", IdOf),
        new("state", null, "opened, updated, recovering or resolved", e => Of(e)?.State.ToString().ToLowerInvariant()),
        new("number", null, "1 for the first event of the incident, then one more for each", e => Of(e)?.Number),
        new("title", null, "one line: what is wrong with what", e => Of(e)?.Title),
        new("rule", null, "name of the cause rule", e => Of(e)?.Rule),
        new("cause", null, "the probable cause, one sentence", e => Of(e)?.Cause),
        new("evidence", null, "the events that speak for it", e => Of(e)?.Evidence.ToObjects(Quote)) { Shape = l => TemplateShape.ListOf(Quote.Shape(l)) },
        new("changes", null, "what changed shortly before", e => Of(e)?.Changes.ToObjects(Quote)) { Shape = l => TemplateShape.ListOf(Quote.Shape(l)) },
        new("root", null, "the object it is about", e => Of(e) is { } i ? new ModelValue<ObjectReference>(i.Root, EventModel.Reference) : null) { Shape = EventModel.Reference.Shape },
        new("node", null, "the node that all of it happens on", e => Of(e)?.Node),
        new("severity", null, "severity", e => Of(e) is { } i ? Names.Of(i.Severity).ToString() : null),
        new("category", null, "category", e => Of(e) is { } i ? Names.Of(i.Category).ToString() : null),
        new("since", null, "when it began", e => Of(e)?.Since),
        new("last_seen", null, "when the last sign of trouble was seen", e => Of(e)?.LastSeen),
        new("count", null, "occurrences of trouble so far", e => Of(e)?.Count),
        new("objects", null, "how many objects have been in trouble", e => Of(e)?.Objects),
        new("members", null, "some of them, as Kind namespace/name", e => Of(e)?.Members),
        new("reasons", null, "reasons and how often, the most frequent first", e => Of(e)?.Reasons.ToObjects(Reason)) { Shape = l => TemplateShape.ListOf(Reason.Shape(l)) },
        new("change", null, "what this event tells that the one before did not", e => Of(e)?.Change),
        new("reopened", null, "how many times it was opened again", e => Of(e)?.Reopened));

    private static readonly ModelTable<AlertFinding> Alert = new(
        new("rule", null, "name of the rule", a => a.Rule),
        new("name", null, "the same as rule", a => a.Rule),
        new("state", null, "firing or resolved", a => a.IsFiring ? "firing" : "resolved"),
        new("labels", null, "the fields that the rule groups by", a => a.Labels) { IsOpen = true },
        new("value", null, "what the expression came to", a => a.Value),
        new("threshold", null, "what it was compared with", a => a.Threshold),
        new("window", null, "over which time", a => a.Window),
        new("since", null, "when the condition was first met", a => a.Since),
        new("summary", null, "text for people", a => a.Summary));

    private static readonly ModelTable<PatternFinding> Pattern = new(
        new("key", null, "reason:kind:namespace", p => p.Key),
        new("count", null, "occurrences", p => p.Count),
        new("first", null, "first seen", p => p.First),
        new("last", null, "last seen", p => p.Last),
        new("frequency", null, "occurrences a minute", p => p.Frequency),
        new("samples", null, "up to three of them", p => p.Samples.ToObjects(Quote)) { Shape = l => TemplateShape.ListOf(Quote.Shape(l)) });

    private static readonly ModelTable<RateFinding> Rate = new(
        new("dimension", null, "what was counted", r => r.Dimension),
        new("expected", null, "occurrences an hour that are usual", r => r.Expected),
        new("seen", null, "occurrences an hour that were seen", r => r.Seen),
        new("hour_of_week", null, "0 is Monday from 0 to 1 o'clock UTC", r => r.HourOfWeek));

    public static Func<TemplateLanguage, TemplateShape> IncidentShape => Incident.Shape;

    public static Func<TemplateLanguage, TemplateShape> AlertShape => Alert.Shape;

    public static Func<TemplateLanguage, TemplateShape> PatternShape => Pattern.Shape;

    public static Func<TemplateLanguage, TemplateShape> RateShape => Rate.Shape;

    /// <summary>An empty text for an event of no incident: in Scriban nothing, in Go the empty text it has always been.</summary>
    public static object IncidentOf(AnalyzedEvent e) => IdOf(e) is { Length: > 0 } id ? new TextModelValue<AnalyzedEvent>(e, Incident, id) : "";

    public static IModelValue? AlertOf(AnalyzedEvent e) => e.Finding is AlertFinding alert ? new TextModelValue<AlertFinding>(alert, Alert, alert.Rule) : null;

    public static IModelValue? PatternOf(AnalyzedEvent e) => e.Finding is PatternFinding pattern ? new TextModelValue<PatternFinding>(pattern, Pattern, pattern.Key) : null;

    public static IModelValue? RateOf(AnalyzedEvent e) => e.Finding is RateFinding rate ? new TextModelValue<RateFinding>(rate, Rate, rate.Dimension) : null;

    private static string IdOf(AnalyzedEvent e) => Of(e)?.Id ?? e.Incident;

    private static IncidentFinding? Of(AnalyzedEvent e) => e.Finding as IncidentFinding;

    private static List<object> ToObjects<T>(this IReadOnlyList<T> items, ModelTable<T> table) =>
        [.. items.Select(item => new ModelObject<T>(item, table, TemplateLanguage.Scriban))];
}
