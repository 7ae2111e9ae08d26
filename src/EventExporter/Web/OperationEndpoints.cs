using EventExporter.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EventExporter.Web;

/// <summary>What those who operate the exporter ask it: <c>/metrics</c>, <c>/-/healthy</c>, <c>/-/ready</c>, and <c>/</c> with links to them.</summary>
internal static class OperationEndpoints
{
    /// <param name="landingPage">False where something else answers at <c>/</c>.</param>
    public static IEndpointRouteBuilder MapOperation(this IEndpointRouteBuilder routes, PrometheusText metrics, HealthBoard health, bool landingPage = true)
    {
        routes.MapGet("/metrics", () => Results.Text(metrics.Write(), PrometheusText.ContentType));
        routes.MapGet("/-/healthy", (HttpRequest request) => HealthAnswer.To(request, health, HealthQuestion.Healthy));
        routes.MapGet("/-/ready", (HttpRequest request) => HealthAnswer.To(request, health, HealthQuestion.Ready));
        if (landingPage)
            routes.MapGet("/", () => Results.Text(LandingPage.Html, "text/html; charset=utf-8"));
        return routes;
    }
}
