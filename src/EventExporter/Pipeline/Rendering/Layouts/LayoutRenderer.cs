using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>A receiver's layout: a mapping or a list makes JSON, a text at the top makes that text and nothing around it.</summary>
internal sealed class LayoutRenderer(LayoutNode root, PlacedTemplate? text, TemplateLanguage language, bool deDot) : IEventRenderer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public void Write(IBufferWriter<byte> output, AnalyzedEvent analyzed)
    {
        var model = EventModel.Of(analyzed, language);
        if (text is not null)
        {
            text.Write(output, model);
            return;
        }

        var scope = new LayoutScope(analyzed, model, deDot);
        var json = Writer(output);
        var resolved = root.Resolve(scope);
        if (ReferenceEquals(resolved, LayoutNode.Omitted))
            json.WriteNullValue();
        else
            root.Write(json, resolved, scope);
        json.Flush();
    }

    private static Utf8JsonWriter Writer(IBufferWriter<byte> output)
    {
        if (_writer is null)
            return _writer = new Utf8JsonWriter(output, Options);
        _writer.Reset(output);
        return _writer;
    }
}
