using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>A function as a value: built in, of the host, or defined in a template.</summary>
public abstract class TemplateFunction
{
    public abstract string Name { get; }

    /// <param name="arguments">By position; only valid during the call.</param>
    /// <param name="named">By name; null when there are none.</param>
    public abstract object? Invoke(
        RenderContext context, ReadOnlySpan<object?> arguments, IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span);

    /// <summary>The same with a block that the function may run as <c>$$</c>; built-in functions have no use for it.</summary>
    public virtual object? InvokeWith(
        WrappedBlock block, RenderContext context, ReadOnlySpan<object?> arguments,
        IReadOnlyList<KeyValuePair<string, object?>>? named, TextSpan span) => Invoke(context, arguments, named, span);

    public override string ToString() => "<function>";
}
