using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating;

/// <summary>
/// A template that has been read once and is rendered many times, from any number of threads. Rendering reaches nothing
/// but the model and the functions: no files, no environment, no network, no reflection.
/// </summary>
public sealed class Template
{
    private readonly ConcurrentDictionary<string, IncludedTemplate> _included = new(StringComparer.Ordinal);

    private Template(SourceText source, TemplateOptions options, LanguageProfile profile, BlockStatement page)
    {
        Source = source;
        Options = options;
        Profile = profile;
        Page = page;
        Functions = profile.Functions.With(options.Functions);
        Single = page.Statements is [ExpressionStatement { Expression: not AssignExpression } only] ? only : null;
        IsLiteral = page.Statements.All(s => s is TextStatement);
    }

    public TemplateOptions Options { get; }

    /// <summary>The text as it was given.</summary>
    public string Text => Source.Text;

    /// <summary>There is no code in it: it always renders to the same text.</summary>
    public bool IsLiteral { get; }

    /// <summary>It is one expression and nothing else, so that <see cref="Evaluate"/> gives a value with its type.</summary>
    public bool IsSingleExpression => Single is not null;

    /// <summary>The names that the template can use besides those of the model.</summary>
    public FunctionTable Functions { get; }

    /// <summary>The tree.</summary>
    public BlockStatement Page { get; }

    public SourceText Source { get; }

    internal LanguageProfile Profile { get; }

    private ExpressionStatement? Single { get; }

    /// <summary>An included template, read at its first use.</summary>
    /// <returns>Null when there is none of this name.</returns>
    internal IncludedTemplate? FindIncluded(string name)
    {
        if (_included.TryGetValue(name, out var known))
            return known;
        if (!Options.Includes.TryGetValue(name, out var text))
            return null;
        var source = new SourceText(text, name);
        var diagnostics = new DiagnosticBag(source, Options.Limits.MaxDiagnostics);
        return _included.GetOrAdd(name, new IncludedTemplate(source, Profile.Parse(source, Options, diagnostics), diagnostics.ToList()));
    }

    /// <summary>Reads a template. All errors of the text come back at once; none is thrown.</summary>
    public static ParseResult Parse(string text, TemplateOptions? options = null)
    {
        options ??= TemplateOptions.Default;
        var source = new SourceText(text, options.Name);
        var diagnostics = new DiagnosticBag(source, options.Limits.MaxDiagnostics);
        var profile = LanguageProfile.For(options.Language);
        var page = profile.Parse(source, options, diagnostics);
        var template = diagnostics.HasErrors ? null : new Template(source, options, profile, page);
        return new ParseResult(template, diagnostics.ToList());
    }

    /// <summary>
    /// Names that the model will not have, functions that are not there and wrong arguments, with the nearest right name: as
    /// warnings, or as errors where the template is bound to fail.
    /// </summary>
    public IReadOnlyList<Diagnostic> Check(TemplateShape shape)
    {
        var warnings = new DiagnosticBag(Source, Options.Limits.MaxDiagnostics);
        Profile.Check(this, shape, warnings);
        return warnings.ToList();
    }

    /// <summary>Writes UTF-8. What was written before an error stays written.</summary>
    /// <param name="model">A <see cref="ITemplateObject"/>, a dictionary with text keys, a JSON element, or null.</param>
    /// <exception cref="TemplateRenderException">The template failed or exceeded a limit.</exception>
    public void Render(IBufferWriter<byte> output, object? model, CancellationToken cancellationToken = default)
    {
        var context = new RenderContext(this, output, model, cancellationToken);
        Guard(context, static (c, t) =>
        {
            var flow = t.Page.Execute(c);
            if (flow == Flow.Return && c.ReturnValue is { } value)
                t.Profile.Write(c, value);
            return null;
        });
    }

    /// <inheritdoc cref="Render"/>
    public string RenderToString(object? model, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, Text.Length));
        Render(buffer, model, cancellationToken);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The value of a template that is a single expression; the text of any other.</summary>
    /// <exception cref="TemplateRenderException">The template failed or exceeded a limit.</exception>
    public object? Evaluate(object? model, CancellationToken cancellationToken = default)
    {
        if (Single is null)
            return RenderToString(model, cancellationToken);
        var context = new RenderContext(this, null, model, cancellationToken);
        return Guard(context, static (c, t) => t.Single!.Expression.Evaluate(c));
    }

    private object? Guard(RenderContext context, Func<RenderContext, Template, object?> run)
    {
        try
        {
            return run(context, this);
        }
        catch (LimitException e)
        {
            throw context.Error(e.Message);
        }
        catch (ArithmeticException e)
        {
            throw context.Error(e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw context.Error("the template is nested too deep to be evaluated");
        }
    }
}
