using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Configuration.Loading;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>Makes the messages of a receiver from its templates. Throws <see cref="RenderingException"/> for an event they fail on.</summary>
internal sealed class SlackMessages
{
    private static readonly string[] GroupWords = ["group", "events"];

    private readonly EventText? _message;
    private readonly IEventRenderer? _blocks;
    private readonly (string Key, EventText Value)[] _lines;
    private readonly EventText? _color;
    private readonly (string Title, EventText Value)[] _fields;

    private readonly SlackLinks _links;

    /// <summary>The receiver's own text says itself what a group or a digest stands for.</summary>
    private readonly bool _knowsGroups;

    public SlackMessages(SlackOptions options, EventRenderers renderers, Uri? externalUrl)
    {
        _links = new SlackLinks(options.Links, renderers, externalUrl);
        if (options.Blocks is { IsNull: false } blocks)
        {
            if (blocks is not SequenceNode)
                throw new SinkConfigurationException("blocks: expects a list of blocks", "begin each block with '- type: ...'");
            _blocks = renderers.Create(blocks, deDot: false);
        }

        _knowsGroups = options.Blocks is { IsNull: false } || (options.Message is { } own && Array.Exists(GroupWords, word => own.Contains(word, StringComparison.OrdinalIgnoreCase)));
        _message = options.Message is { } message ? renderers.Text(message, "slack.message") : null;
        _color = Optional(options.Color, "slack.color");
        _lines =
        [
            .. from line in new[] { ("title", options.Title), ("author_name", options.AuthorName), ("footer", options.Footer) }
               where line.Item2 is { Length: > 0 }
               select (line.Item1, renderers.Text(line.Item2, $"slack.{line.Item1}")),
        ];
        _fields = [.. options.Fields.Select(field => (field.Key, renderers.Text(field.Value, $"slack.fields.{field.Key}")))];

        EventText? Optional(string? text, string place) => text is { Length: > 0 } ? renderers.Text(text, place) : null;
    }

    private bool HasAttachment => _lines.Length > 0 || _fields.Length > 0 || _color is not null;

    /// <summary>The receiver has a text or blocks of its own.</summary>
    public bool IsOwn => _message is not null || _blocks is not null;

    /// <summary>The first message about an event, or the only one.</summary>
    public SlackMessage First(AnalyzedEvent analyzed)
    {
        var escaped = SlackText.Escape(analyzed);
        var message = WithLinks(Make(escaped, analyzed.Event.TotalCount), analyzed);
        return IsOwn && !_knowsGroups && GroupText.IsMany(escaped) ? message.WithLine($"_{GroupText.Headline(escaped.Group!)}: {string.Join(", ", GroupText.Counts(escaped.Group!))}_") : message;
    }

    /// <summary>What the first message is changed to when its trouble recurs.</summary>
    /// <param name="count">How often it was seen by now.</param>
    public SlackMessage Recurred(AnalyzedEvent analyzed, int count)
    {
        var message = WithLinks(Make(SlackText.Escape(analyzed), count), analyzed);
        return message.Attachment is not null && _message is null && _blocks is null
            ? message
            : message.WithLine(string.Create(CultureInfo.InvariantCulture, $"_seen {count} times, last {SlackText.Date(analyzed.Event.LastSeen)}_"));
    }

    /// <summary>What the thread gets when the trouble recurs.</summary>
    public SlackMessage Reply(AnalyzedEvent analyzed, int count)
    {
        var escaped = SlackText.Escape(analyzed);
        if (_message is not null || _blocks is not null || HasAttachment)
            return Make(escaped, count);
        var line = string.Create(CultureInfo.InvariantCulture, $"{DefaultMessage.Text(escaped)}, seen {count} times, last {SlackText.Date(analyzed.Event.LastSeen)}\n{escaped.Event.Message}");
        return new SlackMessage(line, null, null);
    }

    private SlackMessage Make(AnalyzedEvent escaped, int count) => new(
        _message?.For(escaped) ?? DefaultMessage.Text(escaped),
        _blocks is null ? null : Blocks(_blocks, escaped),
        Attachment(escaped, count));

    /// <summary>In the default message's attachment, or else as a line of their own.</summary>
    private SlackMessage WithLinks(SlackMessage message, AnalyzedEvent analyzed)
    {
        if (_links.For(analyzed) is not { Length: > 0 } links)
            return message;
        if (message.Attachment is null || _message is not null || _blocks is not null)
            return message.WithLine(links);
        message.Attachment["text"] = AttachmentLimits.Cut($"{message.Attachment["text"]}\n{links}");
        return message;
    }

    private JsonObject? Attachment(AnalyzedEvent escaped, int count)
    {
        var attachment = _message is null && _blocks is null ? DefaultMessage.Attachment(escaped, count) : null;
        if (!HasAttachment)
            return attachment;
        attachment ??= [];
        if (_color?.For(escaped) is { Length: > 0 } color)
            attachment["color"] = color;
        foreach (var (key, value) in _lines)
            attachment[key] = AttachmentLimits.CutLine(value.For(escaped));
        if (_fields.Length > 0)
            attachment["fields"] = Fields(escaped);
        attachment["fallback"] ??= AttachmentLimits.CutLine($"{escaped.Event.Reason}: {escaped.Event.Message}");
        return attachment;
    }

    private JsonArray Fields(AnalyzedEvent escaped)
    {
        var longest = AttachmentLimits.Fields / _fields.Length;
        var fields = new JsonArray();
        foreach (var (title, value) in _fields)
            fields.Add(new JsonObject { ["title"] = title, ["value"] = AttachmentLimits.Cut(value.For(escaped), Math.Min(longest, 8000)), ["short"] = false });
        return fields;
    }

    private static JsonArray Blocks(IEventRenderer blocks, AnalyzedEvent escaped)
    {
        var json = new ArrayBufferWriter<byte>();
        blocks.Write(json, escaped);
        try
        {
            if (JsonNode.Parse(json.WrittenSpan) is JsonArray list)
                return BlockLimits.Apply(list);
        }
        catch (JsonException)
        {
            // Only a $raw value that is no JSON gets here.
        }

        throw new RenderingException("slack.blocks: did not make a list of blocks for this event");
    }
}
