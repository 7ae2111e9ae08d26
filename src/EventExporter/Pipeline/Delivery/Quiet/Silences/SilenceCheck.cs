using EventExporter.Query;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>What a silence has to be like: matchers that can be read and do not match everything, an author, an end to come.</summary>
internal static class SilenceCheck
{
    public const int LongestText = 2000;

    public static IReadOnlyList<QueryProblem> Problems(NewSilence wanted, DateTimeOffset now)
    {
        var problems = new List<QueryProblem>();
        var parsed = EventQuery.Parse(wanted.Matchers, now);
        problems.AddRange(parsed.Problems);
        if (parsed.IsValid(out var query) && query.Root is null)
            problems.Add(new QueryProblem(1, "it would silence every event", "name what is to be silent: namespace=shop reason=BackOff"));
        if (parsed.IsValid(out query) && (query.Since is not null || query.Until is not null))
            problems.Add(new QueryProblem(1, "since and until have no meaning here", "a silence has a start and an end of its own"));
        if (string.IsNullOrWhiteSpace(wanted.Author))
            problems.Add(new QueryProblem(0, "the author is missing", "say whom to ask about it"));
        if (wanted.Comment.Length > LongestText || wanted.Author.Length > LongestText || wanted.Matchers.Length > LongestText)
            problems.Add(new QueryProblem(0, $"a text is longer than {LongestText} characters"));
        if (wanted.EndsAt <= now)
            problems.Add(new QueryProblem(0, "its end is over already", "give a later end, or a duration"));
        else if (wanted.EndsAt <= wanted.StartsAt)
            problems.Add(new QueryProblem(0, "it ends before it starts"));
        return problems;
    }
}
