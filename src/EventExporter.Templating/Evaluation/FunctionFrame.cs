using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>What belongs to one run of a page or a function: its <c>$</c> variables, arguments and wrapped block.</summary>
public sealed class FunctionFrame(FunctionFrame? caller)
{
    private Dictionary<string, object?>? _locals;
    private HashSet<string>? _readOnly;

    public FunctionFrame? Caller { get; } = caller;

    /// <summary><c>$</c>: null on the page itself.</summary>
    public TemplateList? Arguments { get; set; }

    /// <summary><c>$$</c>: the block that a <c>wrap</c> passes.</summary>
    public WrappedBlock? Block { get; set; }

    public object? GetLocal(string name) => _locals is not null && _locals.TryGetValue(name, out var value) ? value : null;

    public bool HasLocal(string name) => _locals?.ContainsKey(name) ?? false;

    public void SetLocal(string name, object? value) => (_locals ??= new(StringComparer.Ordinal))[name] = value;

    public void RemoveLocal(string name) => _locals?.Remove(name);

    public bool IsReadOnly(string name) => _readOnly?.Contains(name) ?? false;

    public void MakeReadOnly(string name) => (_readOnly ??= new(StringComparer.Ordinal)).Add(name);
}
