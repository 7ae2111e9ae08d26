using System.Text.Json;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Query;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Reads a silence that somebody wants. Everything that is wrong with it is told at once.</summary>
internal sealed class PostedSilence
{
    private static readonly string[] Members = ["matchers", "author", "comment", "startsAt", "endsAt", "duration"];

    private readonly JsonElement _body;
    private readonly DateTimeOffset _now;
    private readonly List<ApiError> _errors = [];

    private PostedSilence(JsonElement body, DateTimeOffset now) => (_body, _now) = (body, now);

    /// <exception cref="ApiProblem">400, with each member that is wrong.</exception>
    public static async Task<NewSilence> ReadAsync(ApiCall call)
    {
        using var body = await JsonBody.ReadAsync(call);
        if (body.RootElement.ValueKind != JsonValueKind.Object)
            throw ApiProblem.BadRequest("The body is no silence: expected an object with matchers, author and endsAt.");
        return new PostedSilence(body.RootElement, call.Services.Time.GetUtcNow()).Read(call.Caller.Name);
    }

    private NewSilence Read(string caller)
    {
        foreach (var member in _body.EnumerateObject().Where(static m => !Members.Contains(m.Name, StringComparer.Ordinal)))
            Wrong(ApiCall.Shorten(member.Name), "there is no such member", Suggestion.Hint(ApiCall.Shorten(member.Name), Members) ?? "");
        var wanted = new NewSilence(Text("matchers", ""), Text("author", caller), Text("comment", ""), Time("startsAt"), _now);
        wanted = wanted with { EndsAt = End(wanted.StartsAt ?? _now) ?? (wanted.StartsAt ?? _now).AddHours(1) };
        // What is wrong in its form already is not judged by its meaning, too.
        var judged = SilenceCheck.Problems(wanted, _now).Where(problem => !_errors.Exists(error => error.Path == problem.Member)).ToList();
        _errors.AddRange(judged.Select(static problem => new ApiError(problem.Message) { Path = problem.Member, Column = problem.Column > 0 ? problem.Column : null, Hint = problem.Hint ?? "" }));
        return _errors.Count == 0 ? wanted : throw ApiProblem.BadRequest("The silence was not added.", _errors);
    }

    private string Text(string name, string absent)
    {
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return absent;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        Wrong(name, $"expects a text, not {value.ValueKind.ToString().ToLowerInvariant()}", "");
        return "";
    }

    private DateTimeOffset? Time(string name)
    {
        var text = Text(name, "");
        if (text.Length == 0)
            return null;
        // A span would count back from now: what is to come is given as 'duration'.
        if (!Duration.TryParse(text, plainUnit: null, out _) && QueryTimes.TryParse(text, _now, out var time))
            return time;
        Wrong(name, $"'{ApiCall.Shorten(text)}' is no time", "such as 2026-01-31T10:00:00Z");
        return null;
    }

    /// <summary>Null, and told of, unless exactly one of the two ways to say it was used.</summary>
    private DateTimeOffset? End(DateTimeOffset start)
    {
        var (end, text) = (Time("endsAt"), Text("duration", ""));
        if (text.Length == 0)
        {
            if (end is null && !_errors.Exists(static error => error.Path == "endsAt"))
                Wrong("endsAt", "is missing", "or give 'duration', such as 2h");
            return end;
        }

        if (end is not null)
            Wrong("duration", "is given beside 'endsAt'", "leave one of them out");
        else if (Duration.TryParse(text, plainUnit: null, out var lasts) && lasts > TimeSpan.Zero && lasts < DateTimeOffset.MaxValue - start)
            return start + lasts;
        else
            Wrong("duration", $"'{ApiCall.Shorten(text)}' is no span of time", "such as 30m, 2h or 1d");
        return null;
    }

    private void Wrong(string member, string message, string hint) => _errors.Add(new ApiError(message) { Path = member, Hint = hint });
}
