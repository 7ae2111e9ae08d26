using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventExporter.Query;

/// <summary>Writes a query so that reading it gives the same query.</summary>
internal static class QueryPrinter
{
    /// <summary>What can stand in a bare word without any doubt.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@+");

    private static readonly string[] Keywords = ["and", "or", "not", "in"];

    public static string Print(EventQuery query)
    {
        var text = new StringBuilder();
        if (query.Root is { } root)
            Write(text, root, inner: query.Since is not null || query.Until is not null);
        WriteTime(text, "since", query.Since);
        WriteTime(text, "until", query.Until);
        return text.ToString();
    }

    public static string Print(QueryNode node)
    {
        var text = new StringBuilder();
        Write(text, node, inner: false);
        return text.ToString();
    }

    /// <summary>A value, in quotes where it needs them.</summary>
    public static string Value(string value) =>
        value.Length > 0 && value.AsSpan().IndexOfAnyExcept(Plain) < 0 ? value : Quoted(value);

    private static void WriteTime(StringBuilder text, string name, DateTimeOffset? time)
    {
        if (time is { } at)
            text.Append(text.Length > 0 ? " " : "").Append(name).Append('=').Append(QueryTimes.Format(at));
    }

    /// <param name="inner">It stands among others that must hold too: an or needs parentheses.</param>
    private static void Write(StringBuilder text, QueryNode node, bool inner)
    {
        switch (node)
        {
            case AndNode all:
                WriteAll(text, all.Parts, " ", inner: true);
                break;
            case OrNode any when inner:
                text.Append('(');
                WriteAll(text, any.Parts, " or ", inner: false);
                text.Append(')');
                break;
            case OrNode any:
                WriteAll(text, any.Parts, " or ", inner: false);
                break;
            case NotNode { Part: AndNode } negated:
                text.Append("not (");
                Write(text, negated.Part, inner: false);
                text.Append(')');
                break;
            case NotNode negated:
                text.Append("not ");
                Write(text, negated.Part, inner: true);
                break;
            case WordsNode words:
                text.Append(Quoted(words.Text));
                break;
            case FieldNode field:
                WriteField(text, field);
                break;
        }
    }

    private static void WriteAll(StringBuilder text, IReadOnlyList<QueryNode> parts, string separator, bool inner)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                text.Append(separator);
            Write(text, parts[i], inner);
        }
    }

    private static void WriteField(StringBuilder text, FieldNode node)
    {
        text.Append(node.Field.Name);
        if (node.Operator is QueryOperator.In or QueryOperator.NotIn)
            text.Append(' ').Append(QueryOperators.Text(node.Operator)).Append(" (").AppendJoin(", ", node.Values.Select(Value)).Append(')');
        else
            text.Append(QueryOperators.Text(node.Operator)).Append(Value(node.Values[0]));
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text.Append(c);
        }

        return text.Append('"').ToString();
    }

    internal static bool IsKeyword(string word) => Keywords.Contains(word, StringComparer.OrdinalIgnoreCase);
}
