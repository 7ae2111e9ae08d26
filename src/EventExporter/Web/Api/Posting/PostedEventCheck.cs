using System.Globalization;
using System.Text;
using System.Text.Json;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Validation;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Events.Json;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// Looks for everything that is wrong with one posted event, as the API server would refuse it and as the reader of events could not
/// read it. Fields that are not known are left alone, as the API server leaves them.
/// </summary>
internal sealed class PostedEventCheck(DateTimeOffset now, List<ApiError> errors)
{
    public const int LongestMessage = 64 * 1024;
    private const int LongestReason = 128;
    private const int LongestName = 253;

    /// <summary>Clocks differ; more than this ahead is a mistake that would hide everything else behind it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private string _path = "";

    public void Check(PostedItem item)
    {
        _path = item.Path;
        using var document = Parse(item.Json);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } e)
        {
            if (document is not null)
                Wrong("", "expects an object, the event");
            return;
        }

        try
        {
            CheckFields(e);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json says of half a surrogate pair.
            Wrong("", "has text that is no valid Unicode", "a character was cut in two");
        }
    }

    private void CheckFields(JsonElement e)
    {
        CheckKind(e);
        CheckMetadata(e);
        CheckObject(e);
        CheckTexts(e);
        CheckCount(e, "count");
        CheckTimes(e);
        CheckReporter(e);
    }

    private JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            Wrong("", "is no valid JSON");
            return null;
        }
    }

    private void CheckKind(JsonElement e)
    {
        if (Text(e, "kind") is { Length: > 0 } kind && kind != "Event")
            Wrong("kind", $"'{ApiCall.Shorten(kind)}' is no Event", "Event");
        if (Text(e, "apiVersion") is { Length: > 0 } version && version != "v1" && !version.StartsWith("events.k8s.io/", StringComparison.Ordinal))
            Wrong("apiVersion", $"'{ApiCall.Shorten(version)}' has no events", "v1 or events.k8s.io/v1");
    }

    private void CheckMetadata(JsonElement e)
    {
        if (Section(e, "metadata") is not { } metadata)
            return;
        Name("metadata.name", Text(metadata, "name", "metadata.name"));
        Namespace("metadata.namespace", Text(metadata, "namespace", "metadata.namespace"));
        foreach (var key in new[] { "uid", "resourceVersion" })
        {
            if (Text(metadata, key, $"metadata.{key}") is { } text && (text.Length > 128 || text.Any(static c => char.IsControl(c) || c == ' ')))
                Wrong($"metadata.{key}", $"'{ApiCall.Shorten(text)}' is no {key}", "at most 128 characters, without spaces");
        }

        Time(metadata, "creationTimestamp", "metadata.creationTimestamp");
        Map(metadata, "labels");
        Map(metadata, "annotations");
    }

    private void CheckObject(JsonElement e)
    {
        var key = e.TryGetProperty("regarding", out _) ? "regarding" : "involvedObject";
        if (Section(e, key) is not { } about)
        {
            if (!e.TryGetProperty(key, out var written) || written.ValueKind == JsonValueKind.Null)
                Missing(e, key, "the object that the event is about: kind, namespace and name");
            return;
        }

        foreach (var name in new[] { "kind", "name" })
        {
            var text = Text(about, name, $"{key}.{name}");
            if (text is { Length: 0 })
                Missing(about, name, name == "kind" ? "for example Pod" : "the object's name", $"{key}.{name}");
            else if (text is { Length: > LongestName })
                Wrong($"{key}.{name}", $"has {text.Length} characters", $"at most {LongestName}");
        }

        Namespace($"{key}.namespace", Text(about, "namespace", $"{key}.namespace"));
        foreach (var name in new[] { "uid", "apiVersion", "resourceVersion", "fieldPath" })
            Text(about, name, $"{key}.{name}");
        var (own, its) = (Section(e, "metadata", quiet: true) is { } metadata ? Plain(metadata, "namespace") : "", Plain(about, "namespace"));
        if (own.Length > 0 && its.Length > 0 && own != its)
            Wrong($"{key}.namespace", $"'{ApiCall.Shorten(its)}' is not the event's namespace '{ApiCall.Shorten(own)}'", "an event lies in the namespace of its object");
    }

    private void CheckTexts(JsonElement e)
    {
        var reason = Text(e, "reason");
        if (reason is { Length: 0 })
            Missing(e, "reason", "a short word such as BackupFailed");
        else if (reason is { Length: > LongestReason } || reason?.Any(char.IsControl) == true)
            Wrong("reason", $"'{ApiCall.Shorten(reason)}' is no reason", $"one line of at most {LongestReason} characters");
        if (Text(e, "type") is { Length: > 0 } type && type is not ("Normal" or "Warning"))
            Wrong("type", $"'{ApiCall.Shorten(type)}' is not possible", "Normal or Warning");
        foreach (var key in new[] { "message", "note" })
        {
            if (Text(e, key) is { } message && Encoding.UTF8.GetByteCount(message) > LongestMessage)
                Wrong(key, $"is longer than {LongestMessage / 1024} KiB", "shorten it; logs belong elsewhere");
        }

        Text(e, "action");
    }

    private void CheckTimes(JsonElement e)
    {
        foreach (var key in new[] { "firstTimestamp", "lastTimestamp", "eventTime", "deprecatedFirstTimestamp", "deprecatedLastTimestamp" })
            Time(e, key, key);
        if (Section(e, "series") is { } series)
        {
            CheckCount(series, "count", "series.count");
            Time(series, "lastObservedTime", "series.lastObservedTime");
        }
    }

    private void CheckReporter(JsonElement e)
    {
        var source = Section(e, "source") ?? default;
        var component = source.ValueKind == JsonValueKind.Object ? Text(source, "component", "source.component") ?? "" : "";
        if (source.ValueKind == JsonValueKind.Object)
            Text(source, "host", "source.host");
        foreach (var (path, text) in new[] { ("source.component", component), ("reportingComponent", Text(e, "reportingComponent") ?? ""), ("reportingController", Text(e, "reportingController") ?? "") })
        {
            if (text == FindingEvents.Component)
                Wrong(path, $"'{text}' is the name of the exporter itself", "name the program that reports");
        }
    }

    private void CheckCount(JsonElement section, string key, string? path = null)
    {
        if (!section.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return;
        var text = value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : "";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            Wrong(path ?? key, $"'{ApiCall.Shorten(value.ToString())}' is no whole number from 0 on");
    }

    private void Time(JsonElement section, string key, string path)
    {
        if (!section.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
            return;
        if (value.ValueKind != JsonValueKind.String || !TimeText.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out var time))
            Wrong(path, $"'{ApiCall.Shorten(value.ToString())}' is no time", "for example 2026-01-31T12:00:00Z");
        else if (time > now + Ahead)
            Wrong(path, $"'{ApiCall.Shorten(value.ToString())}' lies in the future", "check the clock and the time zone");
    }

    private void Map(JsonElement metadata, string key)
    {
        if (Section(metadata, key, path: $"metadata.{key}") is not { } map)
            return;
        foreach (var entry in map.EnumerateObject().Where(static entry => entry.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            Wrong($"metadata.{key}[{ApiCall.Shorten(entry.Name)}]", "expects text");
    }

    private void Name(string path, string? name)
    {
        if (name is { Length: > LongestName } || name?.Any(static c => char.IsControl(c) || c is '/' or ' ') == true)
            Wrong(path, $"'{ApiCall.Shorten(name)}' is no name", $"at most {LongestName} characters, without spaces and slashes");
    }

    private void Namespace(string path, string? name)
    {
        if (name is { Length: > 0 } && !NamespacesAreNames.IsName(name))
            Wrong(path, $"'{ApiCall.Shorten(name)}' is not a namespace's name", "small letters, digits and '-'");
    }

    /// <summary>A section; null where it is absent, or no object (which is told).</summary>
    private JsonElement? Section(JsonElement parent, string key, bool quiet = false, string? path = null)
    {
        if (!parent.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return value;
        if (!quiet)
            Wrong(path ?? key, "expects an object");
        return null;
    }

    /// <summary>A text, empty where it is absent; null if it is none (which is told).</summary>
    private string? Text(JsonElement section, string key, string? path = null)
    {
        if (section.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Wrong(path ?? key, "expects text");
            return null;
        }

        return Plain(section, key);
    }

    private static string Plain(JsonElement section, string key) =>
        section.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.ToString() : "";

    private void Missing(JsonElement section, string key, string hint, string? path = null)
    {
        var near = Suggestion.Nearest(key, section.EnumerateObject().Select(static m => m.Name).Where(name => name != key));
        Wrong(path ?? key, "is missing", near is null ? hint : $"did you mean it by '{ApiCall.Shorten(near)}'?");
    }

    private void Wrong(string path, string message, string hint = "")
    {
        var full = path.Length == 0 ? _path : CloudEventReader.Join(_path, path);
        errors.Add(new ApiError(message) { Path = full, Hint = hint });
    }
}
