using EventExporter.Web.Api.Endpoints;

namespace EventExporter.Web.Api;

/// <summary>The table of the API: each endpoint is one entry in one of these lists.</summary>
internal static class ApiEndpoints
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        .. SessionEndpoints.All,
        .. PostEndpoints.All,
        .. ExplainEndpoints.All,
        .. ReceiverEndpoints.All,
        .. DeadLetterEndpoints.All,
        .. GapEndpoints.All,
        .. DescriptionEndpoints.All,
    ];
}
