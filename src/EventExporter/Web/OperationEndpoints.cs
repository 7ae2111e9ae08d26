using EventExporter.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EventExporter.Web;

/// <summary>What those who operate the exporter ask it: <c>/metrics</c>, <c>/-/healthy</c> and <c>/-/ready</c>.</summary>
internal static class OperationEndpoints
{
    public static IEndpointRouteBuilder MapOperation(this IEndpointRouteBuilder routes, PrometheusText metrics, HealthBoard health)
    {
        Map(routes, "/metrics", _ => Results.Text(metrics.Write(), PrometheusText.ContentType));
        Map(routes, "/-/healthy", request => HealthAnswer.To(request, health, HealthQuestion.Healthy));
        Map(routes, "/-/ready", request => HealthAnswer.To(request, health, HealthQuestion.Ready));
        return routes;
    }

    /// <summary>As a plain <see cref="RequestDelegate"/>: binding parameters would bring in the compiler of expressions, for memory that stays.</summary>
    private static void Map(IEndpointRouteBuilder routes, string path, Func<HttpRequest, IResult> answer) =>
        routes.MapGet(path, context => answer(context.Request).ExecuteAsync(context));
}
