namespace EventExporter.Configuration.Values;

/// <summary>Lets a <see cref="OneOrMany{T}"/> be written as a collection expression.</summary>
internal static class OneOrMany
{
    public static OneOrMany<T> Create<T>(ReadOnlySpan<T> values) =>
        values.IsEmpty ? OneOrMany<T>.Empty : new OneOrMany<T>(values.ToArray());
}
