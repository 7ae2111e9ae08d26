using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>.A.B</c> of a value. The last name may be a method and have arguments.</summary>
public sealed class FieldExpression : Expression
{
    public required Expression Target { get; init; }

    public required IReadOnlyList<FieldName> Names { get; init; }

    public required IReadOnlyList<Expression> Arguments { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        var value = Target.Evaluate(context);
        var isMissing = false;
        for (var i = 0; i < Names.Count; i++)
        {
            var name = Names[i];
            if (value is null)
            {
                // A key that a map does not have has no members either; a reference that points nowhere is an error.
                if (isMissing || context.Options.RelaxedTargetAccess)
                    return null;
                throw context.Error(name.Span, $"nil pointer evaluating `.{name.Name}`: there is nothing before it; write `with` or `if` around it");
            }
            var hasArguments = Arguments.Count > 0 && i == Names.Count - 1;
            isMissing = GoKinds.IsMap(value);
            value = hasArguments ? Call(context, value, name) : GoMembers.Get(context, value, name.Name, [], name.Span);
        }
        return value;
    }

    private object? Call(RenderContext context, object target, FieldName name)
    {
        var arguments = new object?[Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Arguments[i].Evaluate(context);
        return GoMembers.Get(context, target, name.Name, arguments, name.Span);
    }
}
