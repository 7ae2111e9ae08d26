using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Checking;
using EventExporter.Templating.Go.Functions;
using EventExporter.Templating.Go.Parsing;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go;

/// <summary>The rules of Go's text/template: what is empty is false, a missing map key prints <c>&lt;no value&gt;</c>, maps print sorted.</summary>
public sealed class GoProfile : LanguageProfile
{
    public static readonly GoProfile Instance = new();

    private const string NoValue = "<no value>";

    private GoProfile()
    {
    }

    public override TemplateLanguage Language => TemplateLanguage.Go;

    public override FunctionTable Functions => GoFunctions.Table;

    public override BlockStatement Parse(SourceText source, TemplateOptions options, DiagnosticBag diagnostics) =>
        GoParser.Parse(source, options, diagnostics);

    public override void Check(Template template, TemplateShape shape, DiagnosticBag problems) =>
        GoShapeChecker.Check(template.Page, shape, problems);

    public override bool IsTruthy(object? value) => GoKinds.IsTrue(value);

    public override void Write(RenderContext context, object? value)
    {
        switch (value)
        {
            case null:
                context.Output.Write(NoValue);
                break;
            case string text:
                context.Output.Write(text);
                break;
            case int number:
                context.Output.WriteFormatted(number);
                break;
            case long number:
                context.Output.WriteFormatted(number);
                break;
            default:
                context.Output.Write(ToText(context, value));
                break;
        }
    }

    public override string ToText(RenderContext context, object? value)
    {
        if (value is string text)
            return text;
        try
        {
            var printed = new GoPrinter(context.Limits).Print(value);
            context.Work(printed.Length);
            return printed;
        }
        catch (InvalidOperationException e)
        {
            throw context.Error(e.Message);
        }
    }

    public override object? GetMember(RenderContext context, object target, string name, TextSpan span) =>
        GoMembers.Get(context, target, name, [], span);

    public override object? GetItem(RenderContext context, object target, object? index, TextSpan span)
    {
        context.CallSpan = span;
        return GoIndex.Item(context, target, index);
    }

    /// <summary>Go's templates have no operators, so no tree of theirs asks for one.</summary>
    public override object? Operate(RenderContext context, BinaryOperator op, object? left, object? right, TextSpan span)
    {
        context.CallSpan = span;
        return op == BinaryOperator.Equal
            ? Boxes.Bool(new ValueEquality(context).AreEqual(left, right))
            : throw context.Error(span, "Go's templates have no operators");
    }

    public override object? Operate(RenderContext context, UnaryOperator op, object? value, TextSpan span) =>
        throw context.Error(span, "Go's templates have no operators");
}
