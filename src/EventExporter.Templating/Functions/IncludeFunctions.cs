using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Functions;

/// <summary><c>include</c> and <c>include_join</c>: other templates, found by name in the options and nowhere else.</summary>
public static class IncludeFunctions
{
    public static readonly BuiltinFunction Include = new(
        "include", "name arguments...", "Renders another template of the configuration, found by its name; further arguments are `$0`, `$1`, ... in it.",
        static (c, a) => Render(c, c.Text(a[0]), a[1..]));

    public static readonly BuiltinFunction IncludeJoin = new(
        "include_join", "names separator begin? end?",
        "Renders several templates with a separator between them; a separator, begin or end that starts with `tpl:` is a template's name itself.",
        static (c, a) => Join(c, Arguments.List(c, a[0]), a[1], a[2], a[3]));

    private static string Render(RenderContext context, string name, ReadOnlySpan<object?> arguments)
    {
        var span = context.CallSpan;
        var included = Find(context, name);
        var list = new TemplateList();
        foreach (var argument in arguments)
            list.Add(argument);

        var outer = context.Source;
        context.EnterFrame(span);
        context.Frame.Arguments = list;
        context.Source = included.Source;
        var capture = context.BeginCapture();
        var flow = included.Page.Execute(context);
        if (flow == Flow.Return && context.ReturnValue is { } value)
            context.Profile.Write(context, value);
        context.ReturnValue = null;
        context.Source = outer;
        context.CallSpan = span;
        var text = context.EndCapture(capture);
        context.LeaveFrame();
        return text;
    }

    private static IncludedTemplate Find(RenderContext context, string name)
    {
        if (context.Template.FindIncluded(name) is not { } found)
        {
            var hint = Nearest.Suggest(name, context.Options.Includes.Keys);
            throw context.Error($"there is no template `{name}`" + (hint is null ? "" : "; " + hint));
        }
        if (found.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw context.Error($"the template `{name}` has errors: {error}");
        return found;
    }

    private static string Join(RenderContext context, IReadOnlyList<object?> names, object? separator, object? begin, object? end)
    {
        var parts = names.Select(name => Render(context, context.Text(name), [])).ToList();
        var text = string.Join(Part(context, separator), parts);
        context.CheckLength(text.Length);
        return text.Length == 0 ? "" : Part(context, begin) + text + Part(context, end);
    }

    private static string Part(RenderContext context, object? value)
    {
        var text = context.Text(value);
        return text.StartsWith("tpl:", StringComparison.Ordinal) ? Render(context, text[4..], []) : text;
    }
}
