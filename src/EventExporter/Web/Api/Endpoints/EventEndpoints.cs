using System.Text.Json;
using EventExporter.History;
using EventExporter.Web.Access;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>The events of the history.</summary>
internal static class EventEndpoints
{
    private const int MaxEvents = 1000;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listEvents", "GET", "/api/v1/events", ApiAccess.Read, "Events by the time they were last seen, page by page. 'next' is the cursor of the page that follows.")
        {
            Parameters =
            [
                Questions.Query,
                ApiParameter.Number("limit", 100, MaxEvents, "How many."),
                ApiParameter.Text("cursor", "'next' of the page before, with the same query and order."),
                ApiParameter.Choice("order", "Newest or oldest first.", "desc", "asc"),
            ],
            Answer = "Events",
            Handle = ListAsync,
        },
        new("getEvent", "GET", "/api/v1/events/{sequence}", ApiAccess.Read, "One event with its deliveries, what the routes decided, and itself as YAML.")
        {
            Parameters = [ApiParameter.Path("sequence", "integer", "Its place in the history.")],
            Answer = "EventDetail",
            Handle = GetAsync,
        },
    ];

    /// <exception cref="ApiProblem">404: there is none that the caller sees.</exception>
    public static async Task<HistoryEvent> FindAsync(ApiCall call, long sequence)
    {
        var found = await call.AskAsync((history, cancellation) => history.GetAsync(sequence, cancellation));
        return found is not null && call.Caller.Sees(found.Event)
            ? found
            : throw ApiProblem.NotFound($"There is no event {sequence} in the history. It may be older than history.retention keeps them, or of a namespace that you do not see.");
    }

    private static async Task ListAsync(ApiCall call)
    {
        var query = call.ReadQuery();
        var request = new PageRequest(query)
        {
            Limit = call.Number("limit", MaxEvents),
            Cursor = call.Text("cursor") is { Length: > 0 } cursor ? cursor : null,
            OldestFirst = call.Word("order") == "asc",
        };
        call.Check();
        var page = await PageAsync(call, request);
        await ApiAnswer.StreamAsync(call, async json =>
        {
            json.Writer.WriteStartObject();
            json.Writer.WriteStartArray("events");
            foreach (var (sequence, analyzed) in page.Events)
            {
                EventJson.Write(json.Writer, sequence, call.Caller.Narrow(analyzed));
                await json.SendAsync();
            }

            json.Writer.WriteEndArray();
            json.Writer.WriteString("next", page.Next);
            json.Writer.WritePartial(page.Partial);
            json.Writer.WriteEndObject();
        });
    }

    private static async Task<EventPage> PageAsync(ApiCall call, PageRequest request)
    {
        try
        {
            return await call.AskAsync((history, cancellation) => history.PageAsync(request, cancellation));
        }
        catch (HistoryRequestException problem)
        {
            throw ApiProblem.BadRequest(problem.Message, new ApiError("is no cursor of this history and order") { Path = "cursor", Hint = "begin again without one" });
        }
    }

    private static async Task GetAsync(ApiCall call)
    {
        var sequence = call.Id("sequence");
        call.Check();
        var found = await FindAsync(call, sequence ?? 0);
        var receipts = await call.AskAsync((history, cancellation) => history.ReceiptsAsync(found.Sequence, cancellation));
        await ApiAnswer.WriteAsync(call, json =>
        {
            EventJson.WriteMembers(json, found.Sequence, call.Caller.Narrow(found.Event));
            json.WriteStartArray("receipts");
            foreach (var receipt in receipts)
                Write(json, receipt, withReason: !call.Caller.IsScoped || receipt.Outcome == ReceiptOutcome.Held);
            json.WriteEndArray();
            WriteDecision(json, call.Sources, found);
            json.WriteString("yaml", EventYaml.Write(found.Event));
        });
    }

    /// <param name="withReason">Not for callers that see some namespaces only: what a service says of a batch may quote others' events.</param>
    private static void Write(Utf8JsonWriter json, Receipt receipt, bool withReason)
    {
        json.WriteStartObject();
        json.WriteString("receiver", receipt.Receiver);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(receipt.Outcome.ToString()));
        json.WriteTime("at", receipt.At);
        json.WriteString("receipt", receipt.Id);
        json.WriteString("reason", withReason ? receipt.Reason : "");
        json.WriteEndObject();
    }

    /// <summary>What was decided is known of events that came in since the routes are these; of older ones nobody can say.</summary>
    private static void WriteDecision(Utf8JsonWriter json, ApiSources sources, HistoryEvent found)
    {
        if (found.Event.Event.ObservedAt < sources.StartedAt)
        {
            json.WriteNull("decision");
            return;
        }

        json.WriteStartObject("decision");
        DecisionJson.WriteMembers(json, sources.Routes.Decide(found.Event));
        json.WriteEndObject();
    }
}
