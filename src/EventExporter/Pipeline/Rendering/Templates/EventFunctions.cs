using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Rendering.Layouts;
using EventExporter.Templating.Functions;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>What templates can call beyond their language's own functions.</summary>
internal static class EventFunctions
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Pretty = Compact with { Indented = true };

    public static IReadOnlyList<BuiltinFunction> All { get; } =
    [
        new("to_json", "value", "Writes a value as JSON on one line; `event | to_json` is the whole event as the default document.", (_, arguments) => Json(arguments[0], Compact))
        {
            Example = "{{ {a: 1, b: [true, null]} | to_json }}",
            ExampleResult = """{"a":1,"b":[true,null]}""",
        },
        new("to_pretty_json", "value", "Writes a value as JSON over several lines; `event | to_pretty_json` is the whole event.", (_, arguments) => Json(arguments[0], Pretty))
        {
            Example = "{{ [1] | to_pretty_json }}",
            ExampleResult = "[\n  1\n]",
        },
    ];

    private static string Json(object? value, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
            JsonValueWriter.Write(json, value);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
