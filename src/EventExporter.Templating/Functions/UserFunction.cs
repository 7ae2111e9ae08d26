using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Functions;

/// <summary>A function that a template defines.</summary>
public sealed class UserFunction(FunctionDefinition definition, SourceText source) : TemplateFunction
{
    public override string Name => definition.Name ?? "do";

    public override object? Invoke(
        RenderContext context, ReadOnlySpan<object?> arguments, IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span) =>
        Run(context, null, arguments, named, span);

    public override object? InvokeWith(
        WrappedBlock block, RenderContext context, ReadOnlySpan<object?> arguments,
        IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span) => Run(context, block, arguments, named, span);

    private object? Run(
        RenderContext context, WrappedBlock? block, ReadOnlySpan<object?> arguments,
        IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span)
    {
        context.Step(span);
        context.CheckCount(arguments.Length);
        var list = new TemplateList();
        foreach (var argument in arguments)
            list.Add(argument);
        var parameters = definition.Parameters is null ? null : Bind(context, list, named, span);
        if (parameters is null)
            KeepNamed(list, named);

        var outerSource = context.Source;
        context.EnterFrame(span);
        context.Frame.Arguments = list;
        context.Frame.Block = block;
        context.Source = source;
        if (parameters is not null)
            context.EnterScope(parameters);
        var result = Evaluate(context);
        if (parameters is not null)
            context.LeaveScope();
        context.Source = outerSource;
        context.LeaveFrame();
        return result;
    }

    private object? Evaluate(RenderContext context)
    {
        if (definition.Result is not null)
            return definition.Result.Evaluate(context);
        if (definition.Body!.Execute(context) != Flow.Return)
            return null;
        var result = context.ReturnValue;
        context.ReturnValue = null;
        return result;
    }

    private static void KeepNamed(TemplateList list, IReadOnlyList<KeyValuePair<string, object?>>? named)
    {
        foreach (var (name, value) in named ?? [])
            list.SetProperty(name, value);
    }

    /// <summary>Gives each parameter its argument; the list becomes the arguments as bound.</summary>
    private TemplateObject Bind(
        RenderContext context, TemplateList given, IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span)
    {
        var bound = new TemplateObject();
        var used = 0;
        foreach (var parameter in definition.Parameters!)
        {
            if (parameter.IsVariadic)
                bound.Set(parameter.Name, Rest(given, ref used));
            else if (used < given.Count)
                bound.Set(parameter.Name, given[used++]);
            else if (TryNamed(named, parameter.Name, out var value))
                bound.Set(parameter.Name, value);
            else if (parameter.IsOptional)
                bound.Set(parameter.Name, parameter.DefaultValue);
            else
                throw context.Error(span, $"`{Name}` needs the argument `{parameter.Name}`");
        }
        if (used < given.Count)
            throw context.Error(span, $"`{Name}` takes at most {definition.Parameters.Count} arguments, not {given.Count}");
        RefuseUnknown(context, named, span);
        return bound;
    }

    private void RefuseUnknown(RenderContext context, IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span)
    {
        foreach (var (name, _) in named ?? [])
        {
            if (definition.Parameters!.All(p => p.Name != name))
                throw context.Error(span, $"`{Name}` has no argument `{name}`");
        }
    }

    private static TemplateList Rest(TemplateList given, ref int used)
    {
        var rest = new TemplateList(given.Skip(used));
        while (given.Count > used)
            given.RemoveAt(given.Count - 1);
        given.Add(rest);
        used = given.Count;
        return rest;
    }

    private static bool TryNamed(IReadOnlyList<KeyValuePair<string, object?>>? named, string name, out object? value)
    {
        foreach (var (candidate, candidateValue) in named ?? [])
        {
            if (candidate == name)
            {
                value = candidateValue;
                return true;
            }
        }
        value = null;
        return false;
    }
}
