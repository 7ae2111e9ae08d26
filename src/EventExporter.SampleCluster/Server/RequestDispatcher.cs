using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>One request from arrival to answer: log, faults, who asks, may they, what do they get.</summary>
internal sealed class RequestDispatcher(ServerState state)
{
    private static readonly string[] PublicPaths = ["/version", "/healthz", "/livez", "/readyz"];

    private readonly ListHandler _lists = new(state);
    private readonly WatchHandler _watches = new(state);
    private readonly WriteHandler _writes = new(state);

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping.Token);
        try
        {
            var record = RecordOf(context.Request);
            state.Requests.Add(record);
            if (await FaultInjector.InterceptAsync(state.Faults, context, record, ending.Token))
                return;
            Authenticate(context.Request);
            await DispatchAsync(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await ResponseWriter.WriteAsync(context, e.Status);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task DispatchAsync(HttpContext context)
    {
        if (ApiRequest.Parse(context.Request) is not { } request)
        {
            await StaticPaths.HandleAsync(context, state.Options);
            return;
        }

        state.Access.Check(request, state.Options.User);
        var representation = ContentNegotiation.Choose(context.Request);
        if (state.Flood is { } flood && request.Kind == ResourceKinds.Event && request.Verb is "list" or "watch")
            await flood.HandleAsync(context, request.Verb, state.Stopping.Token);
        else if (request.Verb == "watch")
            await _watches.HandleAsync(context, request, representation);
        else if (request.Verb == "list")
            await _lists.HandleAsync(context, request, representation);
        else if (request.Verb == "get")
            await GetAsync(context, request, representation);
        else
            await _writes.HandleAsync(context, request, representation);
    }

    private async Task GetAsync(HttpContext context, ApiRequest request, Representation representation)
    {
        var stored = state.Store.Get(request.Kind, request.Namespace, request.Name!)
            ?? throw new ApiException(ApiStatus.NotFound(request.Kind, request.Name!));
        if (representation == Representation.Table)
        {
            await ResponseWriter.WriteAsync(context, 200, Tables.TableBuilder.OfOne(request.Kind, stored, state.Options.Time.GetUtcNow(), withColumns: true));
            return;
        }

        var body = new System.Buffers.ArrayBufferWriter<byte>(2048);
        new ObjectWriter(request.Kind, representation).WriteWhole(body, stored);
        await ResponseWriter.WriteAsync(context, 200, body.WrittenMemory, state.Options.GzipThreshold);
    }

    private void Authenticate(HttpRequest request)
    {
        if (state.Options.BearerToken is not { } token || PublicPaths.Contains(request.Path.Value))
            return;
        if (request.Headers.Authorization.ToString() != "Bearer " + token)
            throw new ApiException(ApiStatus.Unauthorized());
    }

    private RequestRecord RecordOf(HttpRequest request)
    {
        string? resource = null;
        try
        {
            resource = ApiRequest.Parse(request)?.Kind.Plural;
        }
        catch (ApiException)
        {
            // The record is kept even of requests for what does not exist.
        }

        return new RequestRecord(
            state.Options.Time.GetUtcNow(), request.Method, request.Path.Value ?? "", request.QueryString.Value ?? "",
            request.Headers.Accept.ToString(), request.Headers.UserAgent.ToString(), resource);
    }
}
