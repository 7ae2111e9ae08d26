namespace EventExporter.History;

/// <param name="Values">With their counts, largest first.</param>
internal sealed record FieldValues(IReadOnlyList<FieldValue> Values, string? Partial);

internal sealed record FieldValue(string Value, long Count);
