using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary><c>.Name</c> of a value: a map's key, a field of the host's object, or a method.</summary>
internal static class GoMembers
{
    /// <exception cref="TemplateRenderException">An object of the host has no such field, or the value has no fields at all.</exception>
    public static object? Get(RenderContext context, object target, string name, ReadOnlySpan<object?> arguments, TextSpan span)
    {
        context.CallSpan = span;
        if (GoKinds.IsMap(target))
        {
            if (Host.TryGetMember(target, name, out var entry))
                return Callable(context, entry, name, arguments, span);
            return arguments.IsEmpty ? null : throw NoMethod(context, name, span);
        }
        if (target is ITemplateObject o)
            return OfObject(context, o, name, arguments, span);
        var names = target switch
        {
            DateTimeOffset => GoTimeMembers.OfTimes,
            TimeSpan => GoTimeMembers.OfDurations,
            _ => null,
        };
        if (names is null)
            throw context.Error(span, $"can't evaluate field {name} in type {GoKinds.TypeOf(target)}");
        if (!names.TryGetValue(name, out var member))
            throw Unknown(context, target, name, names.Keys, span);
        if (arguments.Length != member.Count)
            throw context.Error(span, $"`.{name}` takes {member.Count} argument{(member.Count == 1 ? "" : "s")}, not {arguments.Length}");
        try
        {
            return member.Read(context, target, arguments);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw context.Error(span, $"`.{name}` gives a time or duration that is out of range");
        }
    }

    private static object? OfObject(RenderContext context, ITemplateObject target, string name, ReadOnlySpan<object?> arguments, TextSpan span)
    {
        if (Host.TryGetMember(target, name, out var value))
            return Callable(context, value, name, arguments, span);
        if (arguments.IsEmpty)
        {
            // The accessors that Kubernetes' own types have beside their fields.
            if (name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && Host.TryGetMember(target, name[3..], out value))
                return value;
            if (name == "ToJSON")
                return new GoJson(context.Limits, true).Print(target, null);
            if (name == "DeDot")
                return new DeDotted(target);
            if (name == "DeepCopy")
                return target;
            if (name == "String")
                return context.Text(target);
        }
        throw Unknown(context, target, name, target.MemberNames, span);
    }

    private static object? Callable(RenderContext context, object? value, string name, ReadOnlySpan<object?> arguments, TextSpan span)
    {
        if (value is TemplateFunction function)
            return function.Invoke(context, arguments, null, span);
        return arguments.IsEmpty ? value : throw NoMethod(context, name, span);
    }

    private static TemplateRenderException NoMethod(RenderContext context, string name, TextSpan span) =>
        context.Error(span, $"`.{name}` has arguments but is no method");

    private static TemplateRenderException Unknown(RenderContext context, object target, string name, IEnumerable<string> known, TextSpan span)
    {
        var hint = Nearest.Suggest("." + name, known.Select(n => "." + n));
        return context.Error(span, $"can't evaluate field {name} in type {GoKinds.TypeOf(target)}" + (hint is null ? "" : "; " + hint));
    }
}
