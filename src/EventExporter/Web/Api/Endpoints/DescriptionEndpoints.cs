using EventExporter.Web.Api.OpenApi;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>The API's description of itself.</summary>
internal static class DescriptionEndpoints
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("getOpenApi", "GET", "/api/openapi.json", ApiAccess.Open, "This description, OpenAPI 3.1.")
        {
            Answer = "OpenApi",
            Handle = DescribeAsync,
        },
    ];

    /// <summary>Made when somebody asks, and not kept: that is rare.</summary>
    private static Task DescribeAsync(ApiCall call)
    {
        var document = OpenApiDocument.Write(ApiEndpoints.All);
        call.Context.Response.ContentType = "application/json";
        call.Context.Response.ContentLength = document.Length;
        return call.Context.Response.Body.WriteAsync(document, call.Cancellation).AsTask();
    }
}
