using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>Makes alerts of events, within the service's limits. Throws <see cref="RenderingException"/> for an event its templates fail on.</summary>
internal sealed class AlertWriter
{
    private static readonly string[] Priorities = ["P1", "P2", "P3", "P4", "P5"];

    private readonly EventRenderers _renderers;
    private readonly EventText _action;
    private readonly EventText? _alias;
    private readonly EventText? _message;
    private readonly EventText? _description;
    private readonly EventText? _priority;
    private readonly EventText? _entity;
    private readonly EventText? _source;
    private readonly EventText? _user;
    private readonly EventText? _note;
    private readonly EventText[] _tags;
    private readonly EventText[] _actions;
    private readonly KeyValuePair<string, EventText>[]? _details;
    private readonly RecipientWriter[] _responders;
    private readonly RecipientWriter[] _visibleTo;

    public AlertWriter(OpsgenieOptions options, EventRenderers renderers)
    {
        _renderers = renderers;
        _action = renderers.Text(options.Action, "opsgenie.action");
        if (_action.IsConstant && ParseAction(options.Action) is null)
            throw new SinkConfigurationException($"action: '{options.Action}' is none", "create, note or close");
        _priority = Optional(options.Priority, "priority");
        if (_priority is { IsConstant: true } && !Priorities.Contains(options.Priority.Trim()))
            throw new SinkConfigurationException($"priority: '{options.Priority}' is none", "P1, P2, P3, P4 or P5");
        _alias = Optional(options.Alias, "alias");
        _message = Optional(options.Message, "message");
        _description = Optional(options.Description, "description");
        _entity = Optional(options.Entity, "entity");
        _source = Optional(options.Source, "source");
        _user = Optional(options.User, "user");
        _note = Optional(options.Note, "note");
        _tags = List(options.Tags, "tags");
        _actions = List(options.Actions, "actions");
        _details = options.Details?.Select(pair => KeyValuePair.Create(pair.Key, renderers.Text(pair.Value, $"opsgenie.details.{pair.Key}"))).ToArray();
        _responders = RecipientWriter.All(options.Responders, renderers, "responders");
        _visibleTo = RecipientWriter.All(options.VisibleTo, renderers, "visibleTo");
    }

    public AlertAction ActionFor(AnalyzedEvent analyzed)
    {
        if (FindingAlert.ActionFor(analyzed) is { } action)
            return action;
        var word = _action.For(analyzed);
        return ParseAction(word) ?? throw new RenderingException($"opsgenie.action: the template made '{AlertText.Cut(word, 40)}' for this event, which is not create, note or close");
    }

    public string AliasFor(AnalyzedEvent analyzed) =>
        FindingAlert.AliasFor(analyzed) is { } own ? AlertText.Alias(own) : AlertText.Alias(_alias?.For(analyzed).Trim() is { Length: > 0 } alias ? alias : AlertText.DefaultAlias(analyzed));

    public JsonObject Alert(AnalyzedEvent analyzed, string alias)
    {
        var message = Text(_message, analyzed, AlertText.DefaultMessage);
        var description = Text(_description, analyzed, AlertText.Description);
        if (message.Length > AlertText.LongestMessage)
            description = $"{message}\n\n{description}";
        var alert = new JsonObject
        {
            ["message"] = AlertText.Cut(message.Length > 0 ? message : "(no message)", AlertText.LongestMessage),
            ["alias"] = alias,
            ["description"] = AlertText.Cut(description, AlertText.LongestDescription),
            ["priority"] = PriorityFor(analyzed),
            ["entity"] = AlertText.Cut(Text(_entity, analyzed, AlertText.Entity), AlertText.LongestEntity),
            ["details"] = Details(analyzed),
        };
        AddList(alert, "tags", Texts(_tags, analyzed, AlertText.LongestTag, AlertText.MostTags));
        AddList(alert, "actions", Texts(_actions, analyzed, AlertText.LongestAction, AlertText.MostActions));
        AddList(alert, "responders", Recipients(_responders, analyzed));
        AddList(alert, "visibleTo", Recipients(_visibleTo, analyzed));
        if (_note is not null)
            alert["note"] = AlertText.Cut(_note.For(analyzed), AlertText.LongestNote);
        return Signed(alert, analyzed);
    }

    /// <summary>The body of a note, or of a request to close.</summary>
    public JsonObject Note(AnalyzedEvent analyzed) =>
        Signed(new JsonObject { ["note"] = AlertText.Cut(Text(_note, analyzed, AlertText.Note), AlertText.LongestNote) }, analyzed);

    private JsonObject Signed(JsonObject body, AnalyzedEvent analyzed)
    {
        body["source"] = AlertText.Cut(Text(_source, analyzed, AlertText.Source), AlertText.LongestSource);
        if (_user?.For(analyzed) is { Length: > 0 } user)
            body["user"] = AlertText.Cut(user, AlertText.LongestUser);
        return body;
    }

    private string PriorityFor(AnalyzedEvent analyzed)
    {
        var rendered = _priority?.For(analyzed).Trim();
        return Priorities.Contains(rendered) ? rendered! : AlertText.Priority(analyzed.Severity);
    }

    private JsonObject Details(AnalyzedEvent analyzed)
    {
        var pairs = _details?.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.For(analyzed))) ?? AlertText.Details(analyzed);
        var details = new JsonObject();
        var left = AlertText.MostDetails;
        foreach (var (key, value) in pairs)
        {
            var cut = AlertText.Cut(value, Math.Max(0, left - key.Length));
            if (key.Length > left)
                continue;
            details[key] = cut;
            left -= key.Length + cut.Length;
        }

        return details;
    }

    private static string Text(EventText? text, AnalyzedEvent analyzed, Func<AnalyzedEvent, string> otherwise) =>
        text?.For(analyzed) is { Length: > 0 } rendered ? rendered : otherwise(analyzed);

    private static IEnumerable<JsonNode> Texts(EventText[] texts, AnalyzedEvent analyzed, int longest, int most) =>
        texts.Select(text => AlertText.Cut(text.For(analyzed).Trim(), longest)).Where(static text => text.Length > 0).Distinct(StringComparer.Ordinal).Take(most)
            .Select(static text => (JsonNode)text);

    private static IEnumerable<JsonNode> Recipients(RecipientWriter[] recipients, AnalyzedEvent analyzed) =>
        recipients.Select(recipient => recipient.For(analyzed)).OfType<JsonNode>().Take(AlertText.MostResponders);

    private static void AddList(JsonObject alert, string key, IEnumerable<JsonNode> items)
    {
        var list = new JsonArray([.. items]);
        if (list.Count > 0)
            alert[key] = list;
    }

    private static AlertAction? ParseAction(string word) => word.Trim() switch
    {
        "create" => AlertAction.Create,
        "note" => AlertAction.Note,
        "close" => AlertAction.Close,
        _ => null,
    };

    private EventText? Optional(string text, string option) => text.Length > 0 ? _renderers.Text(text, $"opsgenie.{option}") : null;

    private EventText[] List(IReadOnlyList<string> texts, string option) => [.. texts.Select((text, i) => _renderers.Text(text, $"opsgenie.{option}[{i}]"))];
}
