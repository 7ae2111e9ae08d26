using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary>Text outside of code, kept as the bytes to write.</summary>
public sealed class TextStatement : Statement
{
    private readonly byte[] _utf8 = [];
    private readonly string _text = "";

    public required string Text
    {
        get => _text;
        init
        {
            _text = value;
            _utf8 = Encoding.UTF8.GetBytes(value);
        }
    }

    public override Flow Execute(RenderContext context)
    {
        context.CallSpan = Span;
        context.Output.WriteLiteral(_utf8);
        return Flow.Next;
    }
}
