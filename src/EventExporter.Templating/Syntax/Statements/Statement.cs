using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Statements;

public abstract class Statement : Node
{
    public abstract Flow Execute(RenderContext context);
}
