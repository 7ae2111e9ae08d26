namespace EventExporter.Query;

/// <summary>How operators are written, and which of them a kind of field has.</summary>
internal static class QueryOperators
{
    private static readonly QueryOperator[] OfText =
        [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.Matches, QueryOperator.NotMatches, QueryOperator.In, QueryOperator.NotIn];

    private static readonly QueryOperator[] OfNumbers =
        [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.Greater, QueryOperator.GreaterOrEqual, QueryOperator.Less, QueryOperator.LessOrEqual, QueryOperator.In, QueryOperator.NotIn];

    private static readonly QueryOperator[] OfTimes = [QueryOperator.Greater, QueryOperator.GreaterOrEqual, QueryOperator.Less, QueryOperator.LessOrEqual];

    /// <summary>All, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<QueryOperator> All = Enum.GetValues<QueryOperator>();

    public static IReadOnlyList<QueryOperator> Of(QueryFieldKind kind) => kind switch
    {
        QueryFieldKind.Number => OfNumbers,
        QueryFieldKind.Time => OfTimes,
        QueryFieldKind.Severity => All,
        _ => OfText,
    };

    public static string Text(QueryOperator op) => op switch
    {
        QueryOperator.Equal => "=",
        QueryOperator.NotEqual => "!=",
        QueryOperator.Matches => "=~",
        QueryOperator.NotMatches => "!~",
        QueryOperator.Greater => ">",
        QueryOperator.GreaterOrEqual => ">=",
        QueryOperator.Less => "<",
        QueryOperator.LessOrEqual => "<=",
        QueryOperator.In => "in",
        _ => "not in",
    };

    public static QueryOperator? Parse(string text) => text switch
    {
        "=" or "==" => QueryOperator.Equal,
        "!=" => QueryOperator.NotEqual,
        "=~" => QueryOperator.Matches,
        "!~" => QueryOperator.NotMatches,
        ">" => QueryOperator.Greater,
        ">=" => QueryOperator.GreaterOrEqual,
        "<" => QueryOperator.Less,
        "<=" => QueryOperator.LessOrEqual,
        _ => null,
    };

    public static string List(QueryFieldKind kind) => string.Join(' ', Of(kind).Select(Text));
}
