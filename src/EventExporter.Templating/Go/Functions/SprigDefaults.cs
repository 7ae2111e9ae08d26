using System.Text.Json;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions for what is empty, and for JSON.</summary>
internal static class SprigDefaults
{
    public static IEnumerable<BuiltinFunction> All()
    {
        var fromJson = F("fromJson", "text", "The value that a JSON text stands for; nil when it is no JSON.", "{{ (fromJson `{\"a\": [1, 2.5]}`).a }}", "[1 2.5]", static (c, a) => FromJson(c, a[0], false));
        var toJson = F("toJson", "value", "The value as JSON on one line, with < > & as escapes; the event as its default document.", "{{ toJson (dict \"a\" \"<b>\") }}", "{\"a\":\"\\u003cb\\u003e\"}", static (c, a) => ToJson(c, a[0], true, null));
        var toPrettyJson = F("toPrettyJson", "value", "The value as indented JSON, with < > & as escapes.", "{{ toPrettyJson (dict \"a\" 1) }}", "{\n  \"a\": 1\n}", static (c, a) => ToJson(c, a[0], true, "  "));
        var toRawJson = F("toRawJson", "value", "The value as JSON on one line, with < > & as they are.", "{{ toRawJson (dict \"a\" \"<b>\") }}", "{\"a\":\"<b>\"}", static (c, a) => ToJson(c, a[0], false, null));
        return
        [
            F("default", "fallback value?", "The value, or the fallback when it is empty.", "{{ default \"none\" \"\" }}", "none", static (_, a) => GoKinds.IsTrue(a[1]) ? a[1] : a[0]),
            F("empty", "value", "Whether the value is nil, false, 0, or an empty text, list or map.", "{{ empty 0 }}", "true", static (_, a) => Boxes.Bool(!GoKinds.IsTrue(a[0]))),
            F("coalesce", "values...", "The first value that is not empty.", "{{ coalesce 0 \"\" \"a\" \"b\" }}", "a", static (_, a) => First(a)),
            F("all", "values...", "Whether no value is empty.", "{{ all 1 \"a\" \"\" }}", "false", static (_, a) => Boxes.Bool(Count(a) == a.Length)),
            F("any", "values...", "Whether a value is not empty.", "{{ any 0 \"\" \"a\" }}", "true", static (_, a) => Boxes.Bool(Count(a) > 0)),
            F("ternary", "yes no condition", "The first value when the condition is true, else the second.", "{{ true | ternary \"a\" \"b\" }}", "a", static (c, a) => Read.Flag(c, a[2], "condition") ? a[0] : a[1]),
            F("fail", "message", "Ends the rendering with this error.", null, null, static (c, a) => throw c.Error(Read.Text(c, a[0], "message"))),
            fromJson, toJson, toPrettyJson, toRawJson,
            Alias("mustFromJson", fromJson, static (c, a) => FromJson(c, a[0], true)),
            Alias("mustToJson", toJson, static (c, a) => ToJson(c, a[0], true, null)),
            Alias("mustToPrettyJson", toPrettyJson, static (c, a) => ToJson(c, a[0], true, "  ")),
            Alias("mustToRawJson", toRawJson, static (c, a) => ToJson(c, a[0], false, null)),
        ];
    }

    private static object? First(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (GoKinds.IsTrue(value))
                return value;
        }
        return null;
    }

    private static int Count(ReadOnlySpan<object?> values)
    {
        var count = 0;
        foreach (var value in values)
            count += GoKinds.IsTrue(value) ? 1 : 0;
        return count;
    }

    private static string ToJson(RenderContext context, object? value, bool escapesHtml, string? indent)
    {
        var text = new GoJson(context.Limits, escapesHtml).Print(value, indent);
        context.CheckLength(text.Length);
        return text;
    }

    private static object? FromJson(RenderContext context, object? value, bool must)
    {
        var text = Read.Text(context, value, "text");
        try
        {
            using var document = JsonDocument.Parse(text);
            return WithFloats(document.RootElement);
        }
        catch (JsonException e)
        {
            return must ? throw context.Error($"the text is no JSON: {e.Message}") : null;
        }
    }

    /// <summary>Numbers of JSON are floats in Go, whole ones too.</summary>
    private static object? WithFloats(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return element.GetDouble();
            case JsonValueKind.Array:
                return new TemplateList(element.EnumerateArray().Select(WithFloats));
            case JsonValueKind.Object:
                var map = new TemplateObject();
                foreach (var member in element.EnumerateObject())
                    map.Set(member.Name, WithFloats(member.Value));
                return map;
            default:
                return JsonValues.FromElement(element);
        }
    }
}
