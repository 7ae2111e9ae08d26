using System.Text.Json;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Query;
using EventExporter.Web.Access;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>What somebody does not want to hear of for a while.</summary>
internal static class SilenceEndpoints
{
    private const int MaxBytes = 32 * 1024;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listSilences", "GET", "/api/v1/silences", ApiAccess.Read, "Silences that hold, are to come, or ended within the last days; the latest ending first.")
        {
            Answer = "Silences",
            Handle = ListAsync,
        },
        new("addSilence", "POST", "/api/v1/silences", ApiAccess.Write, "Hold events back from receivers for a while. They stay in the history.")
        {
            Body = new ApiBody("NewSilence", MaxBytes, "application/json"),
            Status = 201,
            Answer = "Silence",
            Handle = AddAsync,
        },
        new("endSilence", "DELETE", "/api/v1/silences/{id}", ApiAccess.Write, "End a silence now. One that is over already stays as it is.")
        {
            Parameters = [ApiParameter.Path("id", "string", "Its id.")],
            Answer = "Silence",
            Handle = EndAsync,
        },
    ];

    private static Task ListAsync(ApiCall call)
    {
        var now = call.Services.Time.GetUtcNow();
        var silences = BookOf(call).List().Where(silence => IsSeen(call, silence, now)).ToList();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("silences");
            foreach (var silence in silences)
            {
                json.WriteStartObject();
                WriteMembers(json, silence, now);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static async Task AddAsync(ApiCall call)
    {
        var book = BookOf(call);
        var wanted = await PostedSilence.ReadAsync(call);
        RequireOwn(call, wanted);
        var added = book.Add(wanted);
        call.Services.Log.LogInformation("Silence {Id} was added by {Caller} until {End}: {Matchers}", added.Id, call.Caller.Name, added.EndsAt, added.Matchers);
        await ApiAnswer.WriteAsync(call, json => WriteMembers(json, added, call.Services.Time.GetUtcNow()));
    }

    private static Task EndAsync(ApiCall call)
    {
        var (book, id, now) = (BookOf(call), call.Text("id"), call.Services.Time.GetUtcNow());
        var found = Find(book, id);
        if (found is null || !IsSeen(call, found, now))
            throw ApiProblem.NotFound($"There is no silence '{ApiCall.Shorten(id)}'; GET /api/v1/silences lists them.");
        if (book.Expire(id))
            call.Services.Log.LogInformation("Silence {Id} was ended by {Caller}: {Matchers}", id, call.Caller.Name, found.Matchers);
        var ended = Find(book, id) ?? found;
        return ApiAnswer.WriteAsync(call, json => WriteMembers(json, ended, call.Services.Time.GetUtcNow()));
    }

    private static Silence? Find(ISilenceBook book, string id) => book.List().FirstOrDefault(silence => silence.Id == id);

    private static ISilenceBook BookOf(ApiCall call) => call.Sources.Silences ?? throw new ApiProblem(501, "This exporter keeps no silences.");

    /// <summary>Whoever sees some namespaces sees and makes silences that cannot touch another.</summary>
    private static bool IsSeen(ApiCall call, Silence silence, DateTimeOffset now) =>
        !call.Caller.IsScoped || (EventQuery.Parse(silence.Matchers, now).IsValid(out var query) && call.Caller.Covers(query));

    private static void RequireOwn(ApiCall call, NewSilence wanted)
    {
        if (EventQuery.Parse(wanted.Matchers, call.Services.Time.GetUtcNow()).IsValid(out var query) && !call.Caller.Covers(query))
            throw new ApiProblem(403, $"'{call.Caller.Name}' may silence events of {string.Join(", ", call.Caller.Namespaces!)} only.")
            {
                Errors = [new ApiError("could hold back events of other namespaces") { Path = "matchers", Hint = $"add involvedObject.namespace={call.Caller.Namespaces![0]}" }],
            };
    }

    private static void WriteMembers(Utf8JsonWriter json, Silence silence, DateTimeOffset now)
    {
        json.WriteString("id", silence.Id);
        json.WriteString("matchers", silence.Matchers);
        json.WriteString("author", silence.Author);
        json.WriteString("comment", silence.Comment);
        json.WriteTime("startsAt", silence.StartsAt);
        json.WriteTime("endsAt", silence.EndsAt);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(silence.StateAt(now).ToString()));
        json.WriteNumber("held", silence.Held);
    }
}
