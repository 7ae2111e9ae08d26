using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Statements;

public abstract class Statement : Node
{
    /// <summary>The blanks before the code block that this stands in, for the further lines of what it writes; null for none.</summary>
    public string? Indent { get; internal set; }

    public abstract Flow Execute(RenderContext context);
}
