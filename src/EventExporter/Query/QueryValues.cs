using System.Globalization;
using EventExporter.Configuration.Patterns;
using EventExporter.Configuration.Problems;

namespace EventExporter.Query;

/// <summary>Whether a value can be one of a field, and how it is kept.</summary>
internal static class QueryValues
{
    public static QueryProblem? Check(QueryField field, QueryOperator op, QueryToken value, DateTimeOffset now)
    {
        if (op is QueryOperator.Matches or QueryOperator.NotMatches)
        {
            return Pattern.TryCompile(value.Text, out _, out var error)
                ? null
                : new QueryProblem(value.Column, $"the pattern cannot be used: {error.Message}", error.Hint);
        }

        return field.Kind switch
        {
            QueryFieldKind.Number when !long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                new QueryProblem(value.Column, $"'{field.Name}' is a number, '{value.Text}' is none"),
            QueryFieldKind.Time when !QueryTimes.TryParse(value.Text, now, out _) => new QueryProblem(value.Column, $"'{value.Text}' is no time", QueryTimes.Forms),
            QueryFieldKind.Severity or QueryFieldKind.Category when !field.Values.Contains(value.Text, StringComparer.OrdinalIgnoreCase) =>
                new QueryProblem(value.Column, $"there is no {field.Name} '{value.Text}'", Suggestion.Hint(value.Text, field.Values)),
            _ => null,
        };
    }

    /// <summary>Times become absolute, words of closed lists get their usual case, so that a query that is kept keeps its meaning.</summary>
    public static string Canonical(QueryField field, string value, DateTimeOffset now) => field.Kind switch
    {
        QueryFieldKind.Time => QueryTimes.TryParse(value, now, out var time) ? QueryTimes.Format(time) : value,
        QueryFieldKind.Severity or QueryFieldKind.Category => field.Values.FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value,
        _ => WholeText.Of(value),
    };
}
