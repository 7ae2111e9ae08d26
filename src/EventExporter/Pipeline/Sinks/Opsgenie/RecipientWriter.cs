using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>Writes one responder or viewer of an alert.</summary>
internal sealed class RecipientWriter
{
    private readonly string _type;
    private readonly (string Key, EventText Value)[] _names;

    private RecipientWriter(OpsgenieRecipient recipient, EventRenderers renderers, string place)
    {
        _type = recipient.Type;
        _names =
        [
            .. from name in new[] { ("id", recipient.Id), ("username", recipient.Username), ("name", recipient.Name) }
               where name.Item2.Length > 0
               select (name.Item1, renderers.Text(name.Item2, $"opsgenie.{place}.{name.Item1}")),
        ];
        if (_names.Length == 0)
            throw new SinkConfigurationException($"{place}: names nobody", "give an id, a name or, for a user, a username");
    }

    public static RecipientWriter[] All(IReadOnlyList<OpsgenieRecipient> recipients, EventRenderers renderers, string option) =>
        [.. recipients.Select((recipient, i) => new RecipientWriter(recipient, renderers, $"{option}[{i}]"))];

    /// <summary>Null where the templates name nobody for this event.</summary>
    public JsonObject? For(AnalyzedEvent analyzed)
    {
        foreach (var (key, value) in _names)
        {
            if (value.For(analyzed).Trim() is { Length: > 0 } name)
                return new JsonObject { ["type"] = _type, [key] = name };
        }

        return null;
    }
}
