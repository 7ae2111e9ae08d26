using System.Collections.Frozen;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>A built-in object such as <c>string</c> with its functions.</summary>
public class FunctionGroup : ITemplateObject
{
    private readonly FrozenDictionary<string, BuiltinFunction> _functions;

    /// <param name="functions">Named <c>group.function</c>.</param>
    public FunctionGroup(string name, IEnumerable<BuiltinFunction> functions)
    {
        Name = name;
        Functions = [.. functions];
        _functions = Functions.ToFrozenDictionary(f => f.Name[(name.Length + 1)..], StringComparer.Ordinal);
    }

    public string Name { get; }

    public IReadOnlyList<BuiltinFunction> Functions { get; }

    public virtual IEnumerable<string> MemberNames => Functions.Select(f => f.Name[(Name.Length + 1)..]);

    public bool TryGetMember(string snakeName, out object? value)
    {
        var found = _functions.TryGetValue(snakeName, out var function);
        value = function;
        return found;
    }

    /// <summary>Members that depend on the rendering.</summary>
    public virtual bool TryGet(RenderContext context, string name, out object? value) => TryGetMember(name, out value);

    /// <summary>False when the member cannot be set.</summary>
    public virtual bool TrySet(RenderContext context, string name, object? value) => false;
}
