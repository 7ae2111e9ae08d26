using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;
using EventExporter.History;
using EventExporter.Query;
using EventExporter.Web.Access;

namespace EventExporter.Web.Api.Asking;

/// <summary>Parameters that several questions to the history have. What is wrong with them is told by <see cref="ApiCall.Check"/>.</summary>
internal static class Questions
{
    public static readonly ApiParameter Query = ApiParameter.Text("query", "Which events, such as type=Warning namespace!=kube-system since=2h. Left out: all.");

    /// <summary>The query, narrowed to what the caller sees.</summary>
    public static EventQuery ReadQuery(this ApiCall call)
    {
        var parsed = EventQuery.Parse(call.Text(Query.Name), call.Services.Time.GetUtcNow());
        foreach (var problem in parsed.Problems)
            call.Wrong(Query.Name, problem.Message, problem.Hint ?? "", problem.Column);
        return call.Caller.Narrow(parsed.Query ?? EventQuery.Everything);
    }

    /// <summary>Names of a list with commas between them; spaces around them mean nothing.</summary>
    public static IReadOnlyList<string> ReadList(this ApiCall call, string name, int most)
    {
        var names = call.Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > most)
            call.Wrong(name, $"has {names.Length} entries; {most} are the most", "");
        foreach (var twice in names.GroupBy(static n => n, StringComparer.Ordinal).Where(static g => g.Count() > 1))
            call.Wrong(name, $"'{ApiCall.Shorten(twice.Key)}' is named twice", "");
        return names;
    }

    /// <summary>Null if it was not given.</summary>
    public static DateTimeOffset? ReadTime(this ApiCall call, string name)
    {
        var text = call.Text(name) is { Length: > 0 } given ? given : call.Default(name);
        if (text.Length == 0)
            return null;
        if (QueryTimes.TryParse(text, call.Services.Time.GetUtcNow(), out var time))
            return time;
        call.Wrong(name, $"'{ApiCall.Shorten(text)}' is no time", QueryTimes.Forms);
        return null;
    }

    /// <summary>Null if it was not given.</summary>
    public static TimeSpan? ReadDuration(this ApiCall call, string name, TimeSpan least, TimeSpan most)
    {
        var text = call.Text(name);
        if (text.Length == 0)
            return null;
        if (Duration.TryParse(text, plainUnit: null, out var span) && span >= least && span <= most)
            return span;
        call.Wrong(name, $"'{ApiCall.Shorten(text)}' is no span from {Duration.Format(least)} to {Duration.Format(most)}", "for example 5m, 1h or 1d");
        return null;
    }

    /// <summary>A field by its name; null, and told of, if there is none or if events cannot be put into groups by it.</summary>
    public static FieldPath? ReadField(this ApiCall call, string parameter, string name)
    {
        var path = QueryFields.Find(name);
        if (path is null)
            call.Wrong(parameter, $"there is no field '{ApiCall.Shorten(name)}'", Suggestion.Hint(name.Length > 100 ? "" : name, QueryFields.Names) ?? "");
        else if (!CanGroup(path.Field))
            call.Wrong(parameter, $"events cannot be put into groups by '{ApiCall.Shorten(name)}'", path.Field.Kind == QueryFieldKind.Time ? "use bucket" : "");
        else
            return path;
        return null;
    }

    public static bool CanGroup(QueryField field) => !field.HistoryOnly && field.Kind != QueryFieldKind.Time;

    public static Task<T> AskAsync<T>(this ApiCall call, Func<IEventHistory, CancellationToken, Task<T>> question) =>
        call.Sources.History.AskAsync(history => question(history, call.Cancellation), call.Cancellation);
}
