using EventExporter.Query;

namespace EventExporter.Tests.Query;

/// <summary>Queries of every shape, from a seed.</summary>
internal static class RandomQueries
{
    private static readonly string[] Texts =
        ["BackOff", "Failed", "shop", "pod-7", "", "a b", "x\"y", @"a\b", "line\nbreak", "\u0001", "ünï", "\U0001F600", "\u202Eabc", "';DROP TABLE events;--", "and", "(", "a,b", "=~", "%", "_", "node-1", "Warning"];

    private static readonly string[] Patterns = ["Back.*", "^shop", "Fail|Back", @"\d+$", "", "[a-z]+", @"pod-\d", "(?i)WARNING"];

    public static EventQuery Of(Random random, IReadOnlyList<string>? texts = null)
    {
        var query = new EventQuery { Root = random.Next(10) == 0 ? null : Node(random, 3, texts ?? Texts) };
        if (random.Next(3) == 0)
            query = query with { Since = Time(random) };
        return random.Next(3) == 0 ? query with { Until = Time(random) } : query;
    }

    public static QueryNode Node(Random random, int depth, IReadOnlyList<string> texts) => random.Next(depth == 0 ? 1 : 5) switch
    {
        1 => AndNode.Of(Parts(random, depth, texts)),
        2 => OrNode.Of(Parts(random, depth, texts)),
        3 => new NotNode(Node(random, depth - 1, texts)),
        4 => new WordsNode(texts[random.Next(texts.Count)]),
        _ => Field(random, texts),
    };

    private static QueryNode[] Parts(Random random, int depth, IReadOnlyList<string> texts) =>
        [.. Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Node(random, depth - 1, texts))];

    private static FieldNode Field(Random random, IReadOnlyList<string> texts)
    {
        var fields = QueryFields.All.Where(f => !f.HistoryOnly).ToList();
        var field = fields[random.Next(fields.Count)];
        var path = new FieldPath(field, field.IsMap ? (random.Next(2) == 0 ? "app" : "app.kubernetes.io/name") : null);
        var ops = QueryOperators.Of(field.Kind);
        var op = ops[random.Next(ops.Count)];
        var values = op is QueryOperator.In or QueryOperator.NotIn ? 1 + random.Next(3) : 1;
        return new FieldNode(path, op, [.. Enumerable.Range(0, values).Select(_ => Value(random, field, op, texts))]);
    }

    private static string Value(Random random, QueryField field, QueryOperator op, IReadOnlyList<string> texts)
    {
        if (op is QueryOperator.Matches or QueryOperator.NotMatches)
            return Patterns[random.Next(Patterns.Length)];
        return field.Kind switch
        {
            QueryFieldKind.Number => (random.Next(8) - 1).ToString(),
            QueryFieldKind.Time => QueryTimes.Format(Time(random)),
            QueryFieldKind.Severity or QueryFieldKind.Category => field.Values[random.Next(field.Values.Count)],
            _ => texts[random.Next(texts.Count)],
        };
    }

    private static DateTimeOffset Time(Random random) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(-7200, 7200));
}
