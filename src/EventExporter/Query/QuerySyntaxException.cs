namespace EventExporter.Query;

/// <summary>Ends the reading of a query whose structure cannot be told. Never leaves <see cref="EventQuery.Parse"/>.</summary>
internal sealed class QuerySyntaxException(int column, string message, string? hint = null) : Exception(message)
{
    public QueryProblem Problem { get; } = new(column, message, hint);
}
