using System.Text.RegularExpressions;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Functions;

/// <summary>A function of the language or of the host, with what the catalogue says of it.</summary>
public sealed class BuiltinFunction : TemplateFunction
{
    private readonly FunctionBody _body;
    private readonly int _required;
    private readonly int _fixed;
    private readonly bool _isVariadic;

    /// <param name="name">With its object, such as <c>string.upcase</c>.</param>
    /// <param name="signature">See <see cref="FunctionParameter.ParseAll"/>.</param>
    /// <param name="summary">One sentence on what it is for.</param>
    public BuiltinFunction(string name, string signature, string summary, FunctionBody body)
    {
        Name = name;
        Summary = summary;
        Parameters = FunctionParameter.ParseAll(signature);
        _body = body;
        _required = Parameters.Count(p => !p.IsOptional);
        _isVariadic = Parameters.Any(p => p.IsVariadic);
        _fixed = Parameters.Count - (_isVariadic ? 1 : 0);
    }

    public override string Name { get; }

    public IReadOnlyList<FunctionParameter> Parameters { get; }

    public string Summary { get; }

    /// <summary>A whole template that shows the function.</summary>
    public string? Example { get; init; }

    /// <summary>What the example renders to; null when it differs from run to run.</summary>
    public string? ExampleResult { get; init; }

    /// <summary>As it is written: <c>string.truncate &lt;text&gt; &lt;length&gt; &lt;ellipsis&gt;?</c>.</summary>
    public string Usage => string.Join(' ', Parameters
        .Select(p => p.IsVariadic ? $"<{p.Name}>..." : p.IsOptional ? $"<{p.Name}>?" : $"<{p.Name}>").Prepend(Name));

    public override object? Invoke(
        RenderContext context, ReadOnlySpan<object?> arguments, IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span)
    {
        context.CallSpan = span;
        context.Step(span);
        if (arguments.Length > _fixed && !_isVariadic)
            throw context.Error($"`{Name}` takes at most {_fixed} argument{(_fixed == 1 ? "" : "s")}, not {arguments.Length}: {Usage}");
        if (named is null && arguments.Length < _required)
            throw context.Error($"`{Name}` needs the argument `{Parameters[arguments.Length].Name}`: {Usage}");
        if (named is null && arguments.Length >= _fixed)
            return Run(context, arguments, span);

        var start = context.PushArguments(Math.Max(_fixed, arguments.Length));
        for (var i = 0; i < arguments.Length; i++)
            context.SetArgument(start + i, arguments[i]);
        if (named is not null)
            BindNamed(context, start, arguments.Length, named);
        var result = Run(context, context.ArgumentsFrom(start, Math.Max(_fixed, arguments.Length)), span);
        context.PopArguments(start);
        return result;
    }

    private void BindNamed(RenderContext context, int start, int given, IReadOnlyList<KeyValuePair<string, object?>> named)
    {
        Span<bool> bound = stackalloc bool[Parameters.Count];
        for (var i = 0; i < given && i < bound.Length; i++)
            bound[i] = true;
        foreach (var (name, value) in named)
        {
            var position = Find(name);
            if (position < 0)
            {
                var hint = Nearest.Suggest(name, Parameters.Select(p => p.Name));
                throw context.Error($"`{Name}` has no argument `{name}`{(hint is null ? "" : "; " + hint)}: {Usage}");
            }
            if (bound[position])
                throw context.Error($"the argument `{name}` of `{Name}` is given twice");
            bound[position] = true;
            context.SetArgument(start + position, value);
        }
        for (var i = 0; i < _required; i++)
        {
            if (!bound[i])
                throw context.Error($"`{Name}` needs the argument `{Parameters[i].Name}`: {Usage}");
        }
    }

    private int Find(string name)
    {
        for (var i = 0; i < _fixed; i++)
        {
            if (Parameters[i].Name == name)
                return i;
        }
        return -1;
    }

    private object? Run(RenderContext context, ReadOnlySpan<object?> arguments, TextSpan span)
    {
        try
        {
            return Host.Normalize(_body(context, arguments));
        }
        catch (Exception e) when (e is ArithmeticException or FormatException or ArgumentException or InvalidOperationException
            or RegexMatchTimeoutException or InvalidCastException or System.Text.Json.JsonException)
        {
            throw context.Error(span, $"`{Name}` failed: {e.Message}");
        }
    }
}
