using EventExporter.History;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Query;
using EventExporter.Web.Access;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>What is going on, and what went on.</summary>
internal static class IncidentEndpoints
{
    private const int MaxIncidents = 1000;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listIncidents", "GET", "/api/v1/incidents", ApiAccess.Read, "Incidents, those under way first, the latest to begin first; then those that are over, the latest to end first.")
        {
            Parameters =
            [
                ApiParameter.Choice("state", "open: all that are under way, recovering ones among them.", "open", "recovering", "resolved", "all"),
                ApiParameter.Number("limit", 100, MaxIncidents, "How many."),
            ],
            Answer = "Incidents",
            Handle = ListAsync,
        },
        new("getIncident", "GET", "/api/v1/incidents/{id}", ApiAccess.Read, "One incident, as it stands or as it was last told of.")
        {
            Parameters = [ApiParameter.Path("id", "string", "Its id, as in 'incident' of its events.")],
            Answer = "Incident",
            Handle = GetAsync,
        },
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var (state, limit) = (call.Word("state"), call.Number("limit", MaxIncidents));
        call.Check();
        var book = BookOf(call);
        List<IncidentFinding> shown = [.. book.Open(), .. book.Resolved()];
        var partial = state is "resolved" or "all" ? await AddForgottenAsync(call, shown, limit) : null;
        var wanted = shown.DistinctBy(static i => i.Id)
            .Where(incident => Is(incident, state) && call.Caller.Sees(incident)).Take(limit).Select(call.Caller.Narrow).ToList();
        await ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("incidents");
            foreach (var incident in wanted)
                IncidentJson.Write(json, incident);
            json.WriteEndArray();
            json.WritePartial(partial);
        });
    }

    private static async Task GetAsync(ApiCall call)
    {
        var (book, id) = (BookOf(call), call.Text("id"));
        var found = book.Open().Concat(book.Resolved()).FirstOrDefault(incident => incident.Id == id) ?? await ForgottenAsync(call, id);
        if (found is null || !call.Caller.Sees(found))
            throw ApiProblem.NotFound($"There is no incident '{ApiCall.Shorten(id)}'. It may be older than the history keeps events.");
        await ApiAnswer.WriteAsync(call, json => IncidentJson.WriteMembers(json, call.Caller.Narrow(found)));
    }

    private static IIncidentBook BookOf(ApiCall call) => call.Sources.Incidents
        ?? throw new ApiProblem(501, "No incidents are looked for. Set incidents.enabled to true in the configuration, and start the exporter again.");

    private static bool Is(IncidentFinding incident, string state) => state switch
    {
        "open" => incident.State != IncidentState.Resolved,
        "all" => true,
        _ => IncidentJson.StateOf(incident) == state,
    };

    /// <summary>Those that were resolved before the exporter's last start, or too many ago to be remembered. Returns why some may be missing.</summary>
    private static async Task<string?> AddForgottenAsync(ApiCall call, List<IncidentFinding> shown, int limit)
    {
        if (call.Sources.History.IfAny is null)
            return null;
        try
        {
            // Those that are known already are among them.
            var most = Math.Min(MaxIncidents, limit + shown.Count);
            var page = await PageAsync(call, [Equal(QueryFields.Reason, FindingEvents.IncidentResolved), Equal(QueryFields.Finding, "incident")], most);
            shown.AddRange(Of(page));
            return page.Partial;
        }
        catch (HistoryUnavailableException problem)
        {
            return problem.Message;
        }
    }

    private static async Task<IncidentFinding?> ForgottenAsync(ApiCall call, string id)
    {
        if (id.Length == 0 || call.Sources.History.IfAny is null)
            return null;
        return Of(await PageAsync(call, [Equal(QueryFields.Incident, id), Equal(QueryFields.Finding, "incident")], 1)).FirstOrDefault();
    }

    private static Task<EventPage> PageAsync(ApiCall call, IReadOnlyList<QueryNode> conditions, int limit) => call.AskAsync((history, cancellation) =>
        history.PageAsync(new PageRequest(call.Caller.Narrow(new EventQuery { Root = AndNode.Of(conditions) })) { Limit = limit }, cancellation));

    private static FieldNode Equal(QueryField field, string value) => new(new FieldPath(field), QueryOperator.Equal, [value]);

    private static IEnumerable<IncidentFinding> Of(EventPage page) => page.Events.Select(static found => found.Event.Finding).OfType<IncidentFinding>();
}
