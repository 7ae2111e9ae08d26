using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>$"text {expression} text"</c>.</summary>
public sealed class InterpolatedExpression : Expression
{
    /// <summary>Text literals and expressions in turn, as written.</summary>
    public required IReadOnlyList<Expression> Parts { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(context.Text(part.Evaluate(context)));
            context.CallSpan = Span;
            context.RefuseLength(text.Length);
        }
        context.Work(text.Length);
        return text.ToString();
    }
}
