using EventExporter.History;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web.Api;

/// <summary>
/// Maps the API's endpoints as plain <see cref="RequestDelegate"/>s. Each request passes the same gate: who is it, may they, are the
/// parameters ones that there are; and each failure leaves by the same one, as a problem.
/// </summary>
internal static class ApiMap
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes, ApiServices services, IReadOnlyList<ApiEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
            routes.MapMethods(endpoint.Path, [endpoint.Method], context => RunAsync(context, endpoint, services));
        foreach (var path in endpoints.GroupBy(static e => e.Path))
            routes.MapMethods(path.Key, OtherMethods(path), context => RefuseMethodAsync(context, path));
        routes.Map("/api/{**rest}", static context => AnswerAsync(context, ApiProblem.NotFound("There is no such endpoint; /api/openapi.json lists them.")));
        return routes;
    }

    private static async Task RunAsync(HttpContext context, ApiEndpoint endpoint, ApiServices services)
    {
        context.Response.Headers.CacheControl = "no-store";
        services.Enter();
        try
        {
            var caller = services.Access.Identify(context);
            services.Access.Require(endpoint.Access, caller, context);
            if (endpoint.Method != HttpMethods.Get)
                AccessControl.RefuseOtherSites(context.Request);
            using var call = new ApiCall(context, endpoint, services, caller);
            call.CheckNames();
            await endpoint.Handle(call);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody to answer.
        }
        catch (OperationCanceledException) when (services.Closing.IsCancellationRequested && !context.Response.HasStarted)
        {
            await AnswerAsync(context, ApiCall.Stopping);
        }
        catch (Exception failure) when (context.Response.HasStarted)
        {
            services.Log.LogWarning("{Method} {Path} broke off: {Problem}", endpoint.Method, endpoint.Path, failure.Message);
            context.Abort();
        }
        catch (Exception failure)
        {
            await AnswerAsync(context, ProblemOf(failure, endpoint, services));
        }
        finally
        {
            services.Leave();
        }
    }

    private static ApiProblem ProblemOf(Exception failure, ApiEndpoint endpoint, ApiServices services)
    {
        switch (failure)
        {
            case ApiProblem problem:
                return problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new ApiProblem(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {endpoint.Body?.MaxBytes / 1024} KiB; send it in parts.");
            case BadHttpRequestException bad:
                return new ApiProblem(bad.StatusCode, bad.Message);
            case JournalUnavailableException journal:
                return ApiProblem.Unavailable(journal.Message);
            case HistoryUnavailableException history:
                return ApiProblem.Unavailable(history.Message);
            case HistoryRequestException question:
                return ApiProblem.BadRequest(question.Message);
            case InletClosedException closed:
                return ApiProblem.Unavailable(closed.Message);
            default:
                services.Log.LogError(failure, "{Method} {Path} failed.", endpoint.Method, endpoint.Path);
                return new ApiProblem(StatusCodes.Status500InternalServerError, "The exporter failed to answer; its log says why.");
        }
    }

    private static Task AnswerAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.Headers.CacheControl = "no-store";
        return ApiAnswer.WriteProblemAsync(context, problem);
    }

    private static List<string> OtherMethods(IEnumerable<ApiEndpoint> endpoints) =>
        [.. Methods.Except(endpoints.Select(static e => e.Method))];

    private static Task RefuseMethodAsync(HttpContext context, IEnumerable<ApiEndpoint> endpoints)
    {
        var allowed = string.Join(", ", endpoints.Select(static e => e.Method));
        return AnswerAsync(context, new ApiProblem(StatusCodes.Status405MethodNotAllowed, $"Only {allowed} is possible here.") { Headers = [new("Allow", allowed)] });
    }
}
