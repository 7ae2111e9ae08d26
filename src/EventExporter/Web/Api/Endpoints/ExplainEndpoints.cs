using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources.Replay;
using EventExporter.Web.Api.Posting;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Which receivers an event goes to, and why.</summary>
internal static class ExplainEndpoints
{
    private const int MaxBytes = 256 * 1024;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("explain", "POST", "/api/v1/explain", ApiAccess.Read, "Which receivers an event goes to, and why each rule did or did not match: an event of the history by its sequence number, or any other. Sends nothing.")
        {
            Body = new ApiBody("Explainable", MaxBytes, ApiBody.JsonOrYaml),
            Answer = "Decision",
            Handle = ExplainAsync,
        },
    ];

    private static async Task ExplainAsync(ApiCall call)
    {
        using var body = await call.ReadBodyAsync();
        if (SequenceOf(body.Written) is { } sequence)
        {
            var found = await EventEndpoints.FindAsync(call, sequence);
            await ApiAnswer.WriteAsync(call, json => DecisionJson.WriteMembers(json, call.Sources.Routes.Decide(found.Event)));
            return;
        }

        var analyzed = await ReadAsync(call, body.Written);
        if (!call.Caller.Sees(analyzed.Event.Namespace))
            throw new ApiProblem(403, $"'{call.Caller.Name}' sees {string.Join(", ", call.Caller.Namespaces!)} only; the event is of '{ApiCall.Shorten(analyzed.Event.Namespace)}'.");
        await ApiAnswer.WriteAsync(call, json => DecisionJson.WriteMembers(json, call.Sources.Routes.Decide(analyzed)));
    }

    /// <summary>Of <c>{"sequence": 17}</c>: an event of the history. Null if the body is something else.</summary>
    private static long? SequenceOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().Count() == 1
                && root.TryGetProperty("sequence", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var sequence) ? sequence : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<AnalyzedEvent> ReadAsync(ApiCall call, ReadOnlyMemory<byte> body)
    {
        var items = await PostedBody.ReadEventsAsync(body, "", call.Cancellation);
        if (items.Count != 1)
            throw ApiProblem.BadRequest($"The body holds {items.Count} events; one can be explained at a time.");
        try
        {
            var record = new PostedEventReader(call.Services.Cluster, call.Services.Time).Read(items[0]);
            return call.Sources.Analyzer.Analyze(new EnrichedEvent(record.Event, record.Carried ?? ObjectFacts.Unknown));
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException)
        {
            throw ApiProblem.BadRequest("The body is no event.", new ApiError(problem.Message));
        }
        catch (JsonException problem)
        {
            throw ApiProblem.BadRequest("The body is no event.", new ApiError(JsonErrors.Describe(problem)));
        }
    }
}
