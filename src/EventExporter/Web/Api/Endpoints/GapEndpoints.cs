namespace EventExporter.Web.Api.Endpoints;

/// <summary>The gap ledger.</summary>
internal static class GapEndpoints
{
    private const int MaxGaps = 1000;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listGaps", "GET", "/api/v1/gaps", ApiAccess.Read, "Spans of time for which it was not proven that no event was missed, newest first.")
        {
            Parameters = [ApiParameter.Number("limit", 100, MaxGaps, "How many.")],
            Answer = "Gaps",
            Handle = ListAsync,
        },
    ];

    private static Task ListAsync(ApiCall call)
    {
        var limit = call.Number("limit", MaxGaps);
        call.Check();
        // A caller that sees some namespaces sees gaps of all, for they are its own too, but not those of other namespaces and of receivers.
        var gaps = call.Sources.Journal.GetGaps(call.Caller.IsScoped ? MaxGaps : limit)
            .Where(gap => gap.Scope.Length == 0 || call.Caller.Sees(gap.Scope)).Take(limit).ToList();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("gaps");
            foreach (var gap in gaps)
                GapJson.Write(json, gap);
            json.WriteEndArray();
        });
    }
}
