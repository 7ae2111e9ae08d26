using System.Globalization;
using EventExporter.Configuration.Patterns;
using EventExporter.Pipeline.Events;

namespace EventExporter.Query;

/// <summary>A query as a function over events in memory. What the history answers is the same, event by event.</summary>
internal static class EventPredicate
{
    /// <param name="receiversOf">Who an event was delivered to, for the field <c>receiver</c>; without it, nobody.</param>
    public static Func<AnalyzedEvent, bool> Of(EventQuery query, Func<AnalyzedEvent, IReadOnlyCollection<string>>? receiversOf = null)
    {
        var root = query.Root is null ? null : Of(query.Root, receiversOf);
        var since = query.Since?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var until = query.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        if (query.Since is null && query.Until is null)
            return root ?? (static _ => true);
        return analyzed =>
        {
            var at = analyzed.Event.LastSeen.ToUnixTimeMilliseconds();
            return at >= since && at < until && (root is null || root(analyzed));
        };
    }

    public static Func<AnalyzedEvent, bool> Of(QueryNode node, Func<AnalyzedEvent, IReadOnlyCollection<string>>? receiversOf = null)
    {
        switch (node)
        {
            case AndNode conjunction:
                var all = conjunction.Parts.Select(part => Of(part, receiversOf)).ToArray();
                return analyzed => Array.TrueForAll(all, part => part(analyzed));
            case OrNode alternatives:
                var any = alternatives.Parts.Select(part => Of(part, receiversOf)).ToArray();
                return analyzed => Array.Exists(any, part => part(analyzed));
            case NotNode negated:
                var inner = Of(negated.Part, receiversOf);
                return analyzed => !inner(analyzed);
            case WordsNode words:
                var wanted = Words.Split(words.Text);
                return analyzed => Words.Contains(analyzed.Event.Message, wanted);
            case FieldNode { Field.Field.HistoryOnly: true } field:
                return OfReceivers(field, receiversOf);
            case FieldNode field:
                return OfField(field);
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node, null);
        }
    }

    /// <summary>Whether a text passes an operator that compares texts.</summary>
    public static Func<string, bool> OfText(QueryOperator op, IReadOnlyList<string> values)
    {
        var value = values[0];
        switch (op)
        {
            case QueryOperator.Equal:
                return text => string.Equals(text, value, StringComparison.Ordinal);
            case QueryOperator.NotEqual:
                return text => !string.Equals(text, value, StringComparison.Ordinal);
            case QueryOperator.In or QueryOperator.NotIn:
                var set = new HashSet<string>(values, StringComparer.Ordinal);
                return op == QueryOperator.In ? set.Contains : text => !set.Contains(text);
            default:
                var pattern = Pattern.Compile(value);
                return op == QueryOperator.Matches ? pattern.IsMatch : text => !pattern.IsMatch(text);
        }
    }

    /// <summary>A value as the number that <see cref="QueryField.ReadNumber"/> gives.</summary>
    public static long Number(QueryField field, string value) => field.Kind switch
    {
        QueryFieldKind.Severity => QueryFields.SeverityRank(value),
        QueryFieldKind.Time => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        _ => long.Parse(value, CultureInfo.InvariantCulture),
    };

    private static Func<AnalyzedEvent, bool> OfField(FieldNode node)
    {
        var path = node.Field;
        if (path.Field.ReadNumber is { } read && node.Operator is not (QueryOperator.Matches or QueryOperator.NotMatches))
        {
            var compare = OfNumber(node.Operator, [.. node.Values.Select(value => Number(path.Field, value))]);
            return analyzed => compare(read(analyzed));
        }

        var matches = OfText(node.Operator, node.Values);
        return path.Field.Read is { } single ? analyzed => matches(single(analyzed)) : analyzed => matches(path.Read(analyzed));
    }

    /// <summary>Holds if it holds for one of the receivers; the negative forms if the positive one holds for none.</summary>
    private static Func<AnalyzedEvent, bool> OfReceivers(FieldNode node, Func<AnalyzedEvent, IReadOnlyCollection<string>>? receiversOf)
    {
        var negative = node.Operator is QueryOperator.NotEqual or QueryOperator.NotMatches or QueryOperator.NotIn;
        var matches = OfText(Positive(node.Operator), node.Values);
        return analyzed => (receiversOf?.Invoke(analyzed) ?? []).Any(matches) != negative;
    }

    public static QueryOperator Positive(QueryOperator op) => op switch
    {
        QueryOperator.NotEqual => QueryOperator.Equal,
        QueryOperator.NotMatches => QueryOperator.Matches,
        QueryOperator.NotIn => QueryOperator.In,
        _ => op,
    };

    private static Func<long, bool> OfNumber(QueryOperator op, long[] values)
    {
        var value = values[0];
        return op switch
        {
            QueryOperator.Equal => number => number == value,
            QueryOperator.NotEqual => number => number != value,
            QueryOperator.Greater => number => number > value,
            QueryOperator.GreaterOrEqual => number => number >= value,
            QueryOperator.Less => number => number < value,
            QueryOperator.LessOrEqual => number => number <= value,
            QueryOperator.In => number => values.Contains(number),
            _ => number => !values.Contains(number),
        };
    }
}
