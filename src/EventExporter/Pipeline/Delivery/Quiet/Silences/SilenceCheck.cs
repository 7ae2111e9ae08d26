using EventExporter.Query;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>What a silence has to be like: matchers that can be read and do not match everything, an author, an end to come.</summary>
internal static class SilenceCheck
{
    public const int LongestText = 2000;

    private const string Matchers = "matchers";
    private const string Author = "author";
    private const string Comment = "comment";
    private const string End = "endsAt";

    public static IReadOnlyList<SilenceProblem> Problems(NewSilence wanted, DateTimeOffset now)
    {
        var problems = new List<SilenceProblem>();
        var parsed = EventQuery.Parse(wanted.Matchers, now);
        problems.AddRange(parsed.Problems.Select(static problem => new SilenceProblem(Matchers, problem.Column, problem.Message, problem.Hint)));
        if (parsed.IsValid(out var query) && query.Root is null)
            problems.Add(new SilenceProblem(Matchers, 1, "it would silence every event", "name what is to be silent: namespace=shop reason=BackOff"));
        if (parsed.IsValid(out query) && (query.Since is not null || query.Until is not null))
            problems.Add(new SilenceProblem(Matchers, 1, "since and until have no meaning here", "a silence has a start and an end of its own"));
        if (string.IsNullOrWhiteSpace(wanted.Author))
            problems.Add(new SilenceProblem(Author, 0, "the author is missing", "say whom to ask about it"));
        foreach (var (member, text) in new[] { (Matchers, wanted.Matchers), (Author, wanted.Author), (Comment, wanted.Comment) })
        {
            if (text.Length > LongestText)
                problems.Add(new SilenceProblem(member, 0, $"the {member} is longer than {LongestText} characters"));
        }

        if (wanted.EndsAt <= now)
            problems.Add(new SilenceProblem(End, 0, "its end is over already", "give a later end, or a duration"));
        else if (wanted.EndsAt <= wanted.StartsAt)
            problems.Add(new SilenceProblem(End, 0, "it ends before it starts"));
        return problems;
    }
}
