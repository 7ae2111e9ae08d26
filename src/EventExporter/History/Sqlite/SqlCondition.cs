using System.Globalization;
using System.Text.Json;
using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>
/// A query as SQL over <c>events e</c>. Values are parameters, always: what people write never becomes part of the text. Conditions on
/// what only the stored event tells are left open; <see cref="Exact"/> says that there are none.
/// </summary>
internal sealed class SqlCondition
{
    private readonly List<object> _parameters = [];

    private SqlCondition()
    {
    }

    /// <summary>Without WHERE; <c>1</c> where nothing is asked.</summary>
    public string Text { get; private set; } = "1";

    /// <summary>The part about series alone, over <c>series s</c>; null if there is none. All of it where <see cref="SeriesOnly"/>.</summary>
    public string? Series { get; private set; }

    /// <summary>The part about objects alone, over <c>objects o</c>; null if there is none.</summary>
    public string? Objects { get; private set; }

    public bool SeriesOnly { get; private set; }

    public bool Exact { get; private set; } = true;

    /// <summary>By number: <c>$p0</c>, <c>$p1</c>, ...</summary>
    public IReadOnlyList<object> Parameters => _parameters;

    public static SqlCondition Of(QueryNode? root)
    {
        var condition = new SqlCondition();
        IReadOnlyList<QueryNode> parts = root is null ? [] : root is AndNode all ? all.Parts : [root];
        condition.Build(parts);
        return condition;
    }

    /// <summary>Which tables a condition needs.</summary>
    public static SqlSource SourceOf(QueryNode node) => node switch
    {
        AndNode all => all.Parts.Aggregate(SqlSource.None, (source, part) => source | SourceOf(part)),
        OrNode any => any.Parts.Aggregate(SqlSource.None, (source, part) => source | SourceOf(part)),
        NotNode negated => SourceOf(negated.Part),
        FieldNode field => SqlColumn.Of(field.Field.Field).Source,
        _ => SqlSource.Payload,
    };

    private void Build(IReadOnlyList<QueryNode> parts)
    {
        Series = Joined(parts.Where(part => SourceOf(part) == SqlSource.Series));
        Objects = Joined(parts.Where(part => SourceOf(part) == SqlSource.Object));
        var rest = parts.Where(part => SourceOf(part) is not (SqlSource.Series or SqlSource.Object)).ToList();
        SeriesOnly = Objects is null && rest.Count == 0;
        var texts = rest.Select(part => Open(part, positive: true)).ToList();
        if (Objects is not null)
            texts.Insert(0, $"e.object IN (SELECT o.id FROM objects o WHERE {Objects})");
        if (Series is not null)
            texts.Insert(0, $"e.series IN (SELECT s.id FROM series s WHERE {Series})");
        if (texts.Count > 0)
            Text = string.Join(" AND ", texts);
    }

    private string? Joined(IEnumerable<QueryNode> parts) => string.Join(" AND ", parts.Select(Closed)) is { Length: > 0 } text ? text : null;

    /// <summary>Over several tables: parts of one table become lists of its rows. Not is moved inwards, so that what is left open only ever widens.</summary>
    private string Open(QueryNode node, bool positive)
    {
        var source = SourceOf(node);
        if (source == SqlSource.Series)
            return $"e.series {(positive ? "IN" : "NOT IN")} (SELECT s.id FROM series s WHERE {Closed(node)})";
        if (source == SqlSource.Object)
            return $"e.object {(positive ? "IN" : "NOT IN")} (SELECT o.id FROM objects o WHERE {Closed(node)})";
        switch (node)
        {
            case NotNode negated:
                return Open(negated.Part, !positive);
            case AndNode all:
                return $"({string.Join(positive ? " AND " : " OR ", all.Parts.Select(part => Open(part, positive)))})";
            case OrNode any:
                return $"({string.Join(positive ? " OR " : " AND ", any.Parts.Select(part => Open(part, positive)))})";
            case FieldNode field when source == SqlSource.Event:
                return positive ? Leaf(field) : $"NOT ({Leaf(field)})";
            default:
                Exact = false;
                return "1";
        }
    }

    /// <summary>Over one table.</summary>
    private string Closed(QueryNode node) => node switch
    {
        AndNode all => $"({string.Join(" AND ", all.Parts.Select(Closed))})",
        OrNode any => $"({string.Join(" OR ", any.Parts.Select(Closed))})",
        NotNode negated => $"NOT ({Closed(negated.Part)})",
        FieldNode field => Leaf(field),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    private string Leaf(FieldNode node)
    {
        var (field, column) = (node.Field.Field, SqlColumn.Of(node.Field.Field).Text);
        if (field.Kind is QueryFieldKind.Severity or QueryFieldKind.Category)
            return Ranks(field, node, column);
        if (field.ReadNumber is not null)
            return Numbers(field, node, column);
        if (field == QueryFields.Receiver)
            return Receivers(node);
        if (field == QueryFields.Incident)
            return $"e.incident IN (SELECT i.id FROM incidents i WHERE {Compare("i.name", node.Operator, node.Values)})";
        if (!field.IsMap)
            return Compare(column, node.Operator, node.Values);
        var value = $"coalesce((SELECT j.value FROM json_each({column}) j WHERE j.key = {Parameter(node.Field.Key!)}), '')";
        return $"({MayHold(column, node)}{Compare(value, node.Operator, node.Values)})";
    }

    /// <summary>Most maps do not hold the value at all: that is found out without taking their JSON apart.</summary>
    private string MayHold(string column, FieldNode node) => node.Operator is QueryOperator.Equal or QueryOperator.In && !node.Values.Contains("")
        ? $"({string.Join(" OR ", node.Values.Select(value => $"instr({column}, {Parameter(JsonSerializer.Serialize(HistoryText.Of(value)))}) > 0"))}) AND "
        : "";

    private string Compare(string column, QueryOperator op, IReadOnlyList<string> values) => op switch
    {
        QueryOperator.Equal => $"{column} = {Parameter(values[0])}",
        QueryOperator.NotEqual => $"{column} <> {Parameter(values[0])}",
        QueryOperator.Matches => $"re({Parameter(values[0])}, {column})",
        QueryOperator.NotMatches => $"NOT re({Parameter(values[0])}, {column})",
        QueryOperator.In => $"{column} IN ({string.Join(", ", values.Select(Parameter))})",
        _ => $"{column} NOT IN ({string.Join(", ", values.Select(Parameter))})",
    };

    private string Numbers(QueryField field, FieldNode node, string column)
    {
        var values = node.Values.Select(value => Parameter(EventPredicate.Number(field, value)));
        return node.Operator is QueryOperator.In or QueryOperator.NotIn
            ? $"{column} {(node.Operator == QueryOperator.In ? "IN" : "NOT IN")} ({string.Join(", ", values)})"
            : $"{column} {Sign(node.Operator)} {values.First()}";
    }

    /// <summary>A closed list is stored as the place in it: which places pass is known here.</summary>
    private static string Ranks(QueryField field, FieldNode node, string column)
    {
        var passes = field.Values.Select((name, rank) => (name, rank)).Where(entry => Passes(field, node, entry.name, entry.rank));
        return $"{column} IN ({string.Join(", ", passes.Select(entry => entry.rank.ToString(CultureInfo.InvariantCulture)))})";
    }

    private static bool Passes(QueryField field, FieldNode node, string name, int rank)
    {
        if (node.Operator is not (QueryOperator.Greater or QueryOperator.GreaterOrEqual or QueryOperator.Less or QueryOperator.LessOrEqual))
            return EventPredicate.OfText(node.Operator, node.Values)(name);
        var bound = EventPredicate.Number(field, node.Values[0]);
        return node.Operator switch
        {
            QueryOperator.Greater => rank > bound,
            QueryOperator.GreaterOrEqual => rank >= bound,
            QueryOperator.Less => rank < bound,
            _ => rank <= bound,
        };
    }

    private string Receivers(FieldNode node)
    {
        var positive = EventPredicate.Positive(node.Operator);
        var exists = $"EXISTS (SELECT 1 FROM receipts r JOIN receivers v ON v.id = r.receiver WHERE r.seq = e.seq AND r.outcome = 0 AND {Compare("v.name", positive, node.Values)})";
        return positive == node.Operator ? exists : "NOT " + exists;
    }

    private static string Sign(QueryOperator op) => op == QueryOperator.NotEqual ? "<>" : QueryOperators.Text(op);

    private string Parameter(string value) => Parameter((object)value);

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"$p{_parameters.Count - 1}");
    }
}
