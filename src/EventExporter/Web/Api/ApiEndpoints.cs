using EventExporter.Web.Api.Endpoints;

namespace EventExporter.Web.Api;

/// <summary>The table of the API: each endpoint is one entry in one of these lists.</summary>
internal static class ApiEndpoints
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        .. SessionEndpoints.All,
        .. EventEndpoints.All,
        .. PostEndpoints.All,
        .. AggregateEndpoints.All,
        .. TimelineEndpoints.All,
        .. StreamEndpoints.All,
        .. FieldEndpoints.All,
        .. StatsEndpoints.All,
        .. IncidentEndpoints.All,
        .. FindingEndpoints.All,
        .. SilenceEndpoints.All,
        .. ExplainEndpoints.All,
        .. ReceiverEndpoints.All,
        .. DeadLetterEndpoints.All,
        .. GapEndpoints.All,
        .. DescriptionEndpoints.All,
    ];
}
