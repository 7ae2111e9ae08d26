using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>
/// One object of names: the page's, a <c>with</c>'s or a parametric function's. Assignments go to the innermost;
/// reading looks outwards.
/// </summary>
public sealed class Scope(object self, Scope? outer)
{
    /// <summary>What <c>this</c> is: usually a <see cref="TemplateObject"/>, else an object of the host, which is not assignable.</summary>
    public object This { get; } = self;

    public Scope? Outer { get; } = outer;

    /// <summary>Loop variables of the loops that run in this scope, innermost first.</summary>
    public LoopVariable? Loops { get; set; }

    public bool TryGet(string name, out object? value)
    {
        for (var loop = Loops; loop is not null; loop = loop.Outer)
        {
            if (loop.Name == name)
            {
                value = loop.Value;
                return true;
            }
        }
        return Host.TryGetMember(This, name, out value);
    }

    public bool TrySetLoopVariable(string name, object? value)
    {
        for (var loop = Loops; loop is not null; loop = loop.Outer)
        {
            if (loop.Name == name)
            {
                loop.Value = value;
                return true;
            }
        }
        return false;
    }
}
