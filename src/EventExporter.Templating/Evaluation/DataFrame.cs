namespace EventExporter.Templating.Evaluation;

/// <summary>What belongs to one run of a Go template: the data it was given, the dot, and its variables by slot.</summary>
public sealed class DataFrame(object? value)
{
    private object?[] _variables = [];

    /// <summary><c>$</c>.</summary>
    public object? Value { get; } = value;

    /// <summary><c>.</c></summary>
    public object? Dot { get; set; } = value;

    /// <summary>Null before a variable is set.</summary>
    public object? this[int slot]
    {
        get => slot < _variables.Length ? _variables[slot] : null;
        set
        {
            if (slot >= _variables.Length)
                Array.Resize(ref _variables, Math.Max(4, (slot + 1) * 2));
            _variables[slot] = value;
        }
    }
}
