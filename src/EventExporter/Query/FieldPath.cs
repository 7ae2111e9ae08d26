using EventExporter.Pipeline.Events;

namespace EventExporter.Query;

/// <summary>A field, with the key where it is one of many: <c>reason</c>, <c>label.app</c>.</summary>
internal sealed record FieldPath(QueryField Field, string? Key = null)
{
    /// <summary>As it is written in a query.</summary>
    public string Name => Key is null ? Field.Name : $"{Field.Name}.{Key}";

    public string Read(AnalyzedEvent analyzed) =>
        Field.ReadMap is { } map ? map(analyzed).GetValueOrDefault(Key ?? "") ?? "" : Field.Read?.Invoke(analyzed) ?? "";

    public bool Equals(FieldPath? other) => other is not null && Field.Name == other.Field.Name && Key == other.Key;

    public override int GetHashCode() => HashCode.Combine(Field.Name, Key);
}
