namespace EventExporter.Templating.Evaluation;

/// <summary>The variable of a running <c>for</c>; it ends with the loop.</summary>
public sealed class LoopVariable(string name, LoopVariable? outer)
{
    public string Name { get; } = name;

    public LoopVariable? Outer { get; } = outer;

    public object? Value { get; set; }
}
