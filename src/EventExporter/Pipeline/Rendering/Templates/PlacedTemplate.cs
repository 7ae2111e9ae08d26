using System.Buffers;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>A template of the configuration, together with where it stands, so that a failure can point at it.</summary>
internal sealed class PlacedTemplate(Template template, string place)
{
    /// <summary>File and line or configuration path, for messages.</summary>
    public string Place => place;

    /// <summary>It renders to the same text for every event.</summary>
    public bool IsLiteral => template.IsLiteral;

    /// <exception cref="RenderingException">The template fails for this model.</exception>
    public string Text(object model) => Guard(() => template.RenderToString(model));

    /// <summary>The value of a single expression with its type; the text of anything else.</summary>
    /// <exception cref="RenderingException">The template fails for this model.</exception>
    public object? Value(object model) => Guard(() => template.Evaluate(model));

    /// <exception cref="RenderingException">The template fails for this model.</exception>
    public void Write(IBufferWriter<byte> output, object model) => Guard<object?>(() =>
    {
        template.Render(output, model);
        return null;
    });

    private T Guard<T>(Func<T> render)
    {
        try
        {
            return render();
        }
        catch (TemplateRenderException failure)
        {
            throw new RenderingException($"{Place}: template line {failure.Line}, column {failure.Column}: {failure.Reason}", failure);
        }
    }
}
