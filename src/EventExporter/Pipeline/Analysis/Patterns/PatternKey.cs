namespace EventExporter.Pipeline.Analysis.Patterns;

/// <summary>What makes events similar: the reason, the kind of the object and its namespace.</summary>
internal readonly record struct PatternKey(string Reason, string Kind, string Namespace)
{
    public override string ToString() => $"{Reason}:{Kind}:{Namespace}";
}
