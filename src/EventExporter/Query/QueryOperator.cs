namespace EventExporter.Query;

/// <summary>How a field is compared.</summary>
internal enum QueryOperator
{
    Equal,
    NotEqual,

    /// <summary>A regular expression of RE2's language matches somewhere in the value.</summary>
    Matches,
    NotMatches,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    NotIn,
}
