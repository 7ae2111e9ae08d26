namespace EventExporter.Query;

/// <summary>A condition of a query.</summary>
internal abstract record QueryNode;

/// <summary>All must hold. At least two; none of them is itself an and.</summary>
internal sealed record AndNode(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    public static QueryNode Of(IReadOnlyList<QueryNode> parts) =>
        parts.Count == 1 ? parts[0] : new AndNode([.. parts.SelectMany(p => p is AndNode inner ? inner.Parts : [p])]);

    public bool Equals(AndNode? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(17, HashCode.Combine);
}

/// <summary>One must hold. At least two; none of them is itself an or.</summary>
internal sealed record OrNode(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    public static QueryNode Of(IReadOnlyList<QueryNode> parts) =>
        parts.Count == 1 ? parts[0] : new OrNode([.. parts.SelectMany(p => p is OrNode inner ? inner.Parts : [p])]);

    public bool Equals(OrNode? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(19, HashCode.Combine);
}

/// <summary>Must not hold.</summary>
internal sealed record NotNode(QueryNode Part) : QueryNode;

/// <summary>A field against one value, or against any of several (<see cref="QueryOperator.In"/>, <see cref="QueryOperator.NotIn"/>).</summary>
internal sealed record FieldNode(FieldPath Field, QueryOperator Operator, IReadOnlyList<string> Values) : QueryNode
{
    public bool Equals(FieldNode? other) =>
        other is not null && Field == other.Field && Operator == other.Operator && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => Values.Aggregate(HashCode.Combine(Field, Operator), HashCode.Combine);
}

/// <summary>The message holds these words next to each other, in any case; see <see cref="Words"/>.</summary>
internal sealed record WordsNode(string Text) : QueryNode;
