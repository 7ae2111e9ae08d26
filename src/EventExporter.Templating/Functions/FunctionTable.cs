using System.Collections.Frozen;

namespace EventExporter.Templating.Functions;

/// <summary>The names that every template knows: built-in objects and functions, and those of the host.</summary>
public sealed class FunctionTable
{
    private readonly FrozenDictionary<string, object> _roots;
    private readonly FunctionTable? _outer;

    /// <param name="roots">By name: function groups, functions and other built-in values.</param>
    /// <param name="outer">Names that hold where this table has none.</param>
    public FunctionTable(IReadOnlyDictionary<string, object> roots, FunctionTable? outer = null)
    {
        _roots = roots.ToFrozenDictionary(StringComparer.Ordinal);
        _outer = outer;
    }

    public IEnumerable<string> RootNames => _outer is null ? _roots.Keys : _roots.Keys.Union(_outer.RootNames);

    /// <summary>All functions in full, such as <c>string.upcase</c> and <c>include</c>.</summary>
    public IEnumerable<BuiltinFunction> All => Own.Concat(_outer is null ? [] : _outer.All.Where(f => !_roots.ContainsKey(f.Name)));

    public IEnumerable<string> AllNames => All.Select(f => f.Name);

    private IEnumerable<BuiltinFunction> Own =>
        _roots.Values.SelectMany(root => root switch
        {
            FunctionGroup group => group.Functions,
            BuiltinFunction function => [function],
            _ => (IEnumerable<BuiltinFunction>)[],
        });

    public bool TryGetRoot(string name, out object? value)
    {
        if (_roots.TryGetValue(name, out value))
            return true;
        return _outer is not null && _outer.TryGetRoot(name, out value);
    }

    /// <summary>This table with functions of the host in front.</summary>
    public FunctionTable With(IReadOnlyList<BuiltinFunction> functions) =>
        functions.Count == 0 ? this : new FunctionTable(functions.ToDictionary(f => f.Name, f => (object)f), this);
}
