namespace EventExporter.Templating;

/// <summary>An object that has a text of its own: printed, compared and passed to functions it is that text; its members can be read all the same.</summary>
public interface ITextTemplateObject : ITemplateObject
{
    string Text { get; }
}
