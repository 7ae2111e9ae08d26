using EventExporter.Templating.Checking;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go;
using EventExporter.Templating.Scriban;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>Where languages differ: how they are read, what is true, how values print, what a member is, which functions there are.</summary>
public abstract class LanguageProfile
{
    public abstract TemplateLanguage Language { get; }

    /// <summary>Built-in names of the outermost scope.</summary>
    public abstract FunctionTable Functions { get; }

    public static LanguageProfile For(TemplateLanguage language) => language switch
    {
        TemplateLanguage.Scriban => ScribanProfile.Instance,
        TemplateLanguage.Go => GoProfile.Instance,
        _ => throw new NotSupportedException($"There is no front end for {language} templates."),
    };

    /// <summary>Reads a text; what is wrong with it goes to the bag, and the result is the part that could be read.</summary>
    public abstract BlockStatement Parse(SourceText source, TemplateOptions options, DiagnosticBag diagnostics);

    /// <summary>Compares a template with what the model will look like.</summary>
    public virtual void Check(Template template, TemplateShape shape, DiagnosticBag problems) =>
        ShapeChecker.Check(template.Page, shape, template.Functions, template.Options.Includes, problems);

    public abstract bool IsTruthy(object? value);

    /// <summary>What an expression statement writes.</summary>
    public abstract void Write(RenderContext context, object? value);

    /// <summary>A value as text, as concatenation and text functions take it.</summary>
    public abstract string ToText(RenderContext context, object? value);

    /// <summary>A member of something that is not null; null when it has none of this name and the language is lenient.</summary>
    /// <exception cref="TemplateRenderException">The value has no members.</exception>
    public abstract object? GetMember(RenderContext context, object target, string name, TextSpan span);

    /// <summary>An item by number or key of something that is not null.</summary>
    public abstract object? GetItem(RenderContext context, object target, object? index, TextSpan span);

    /// <summary>The result of an operator other than and, or and the null ones.</summary>
    public abstract object? Operate(RenderContext context, BinaryOperator op, object? left, object? right, TextSpan span);

    public abstract object? Operate(RenderContext context, UnaryOperator op, object? value, TextSpan span);

    public virtual bool AreEqual(RenderContext context, object? left, object? right, TextSpan span) =>
        Operate(context, BinaryOperator.Equal, left, right, span) is true;
}
