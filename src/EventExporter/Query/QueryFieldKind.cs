namespace EventExporter.Query;

/// <summary>What a field's values are, and so how they can be compared.</summary>
internal enum QueryFieldKind
{
    Text,

    /// <summary>A whole number.</summary>
    Number,
    Time,

    /// <summary>Text of a closed list with an order: <c>severity&gt;=warning</c>.</summary>
    Severity,

    /// <summary>Text of a closed list without an order.</summary>
    Category,
}
