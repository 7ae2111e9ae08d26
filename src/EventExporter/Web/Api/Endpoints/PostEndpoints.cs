using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Web.Api.Posting;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Events of applications.</summary>
internal static class PostEndpoints
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("postEvents", "POST", "/api/v1/events", ApiAccess.Write, "Hand in events of your own: a Kubernetes Event or a list of them (JSON, YAML), or a CloudEvent (structured, batch, or binary). Answered when they are in the journal; the same request may be repeated.")
        {
            Body = new ApiBody("PostedEvents", MaxBytes, "application/json", "application/yaml", "application/cloudevents+json", "application/cloudevents-batch+json"),
            Status = 202,
            Answer = "Accepted",
            Handle = PostAsync,
        },
    ];

    private static async Task PostAsync(ApiCall call)
    {
        var posted = call.Sources.Posted;
        var errors = new List<ApiError>();
        var items = await PostedBody.ReadAsync(call, errors);
        var check = new PostedEventCheck(call.Services.Time.GetUtcNow(), errors);
        // A CloudEvent that lacks an attribute has been told of already, and is nothing yet that could be checked.
        foreach (var item in items.Where(static item => !item.Json.IsEmpty))
            check.Check(item);
        if (errors.Count > 0)
            throw ApiProblem.BadRequest($"{errors.Count} thing(s) are wrong; nothing was taken.", errors.Take(100).ToList());

        var reader = new PostedEventReader(call.Services.Cluster, call.Services.Time);
        var records = items.ConvertAll(item => Read(reader, item));
        RequireNamespaces(call, records);
        var added = await posted.SubmitAsync(records, call.Cancellation);
        await ApiAnswer.WriteAsync(call, json => Write(json, records, added));
    }

    private static EventRecord Read(PostedEventReader reader, PostedItem item)
    {
        try
        {
            return reader.Read(item);
        }
        catch (FormatException problem)
        {
            throw ApiProblem.BadRequest("An event cannot be read; nothing was taken.", new ApiError(problem.Message) { Path = item.Path });
        }
    }

    private static void RequireNamespaces(ApiCall call, List<EventRecord> records)
    {
        var foreign = records.Select(static r => r.Event.Namespace).Where(name => !call.Caller.Sees(name)).Distinct().ToList();
        if (foreign.Count > 0)
            throw new ApiProblem(403, $"'{call.Caller.Name}' may not write for {string.Join(", ", foreign.Take(5).Select(ApiCall.Shorten))}; only for {string.Join(", ", call.Caller.Namespaces!)}.");
    }

    private static void Write(Utf8JsonWriter json, List<EventRecord> records, int added)
    {
        json.WriteNumber("accepted", records.Count);
        json.WriteNumber("repeated", records.Count - added);
        json.WriteTexts("identities", records.Select(static r => r.Event.Identity));
    }
}
