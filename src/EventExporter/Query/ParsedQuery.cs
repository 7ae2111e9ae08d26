using System.Diagnostics.CodeAnalysis;

namespace EventExporter.Query;

/// <summary>A query, or what is wrong with its text; never both.</summary>
internal sealed record ParsedQuery(EventQuery? Query, IReadOnlyList<QueryProblem> Problems)
{
    public bool IsValid([NotNullWhen(true)] out EventQuery? query)
    {
        query = Query;
        return query is not null;
    }
}
