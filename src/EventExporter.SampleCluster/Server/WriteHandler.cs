using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Answers create, update, patch and delete.</summary>
internal sealed class WriteHandler(ServerState state)
{
    private const string PatchTypes =
        "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml";

    public async Task HandleAsync(HttpContext context, ApiRequest request, Representation representation)
    {
        var (status, body) = request.Verb switch
        {
            "create" when request.Kind.IsReview => (201, AccessReview.Answer(await ReadAsync(context), state.Access)),
            "create" => (201, Render(request, representation, Create(request, await ReadAsync(context), context.Request))),
            "update" => (200, Render(request, representation, Update(request, await ReadAsync(context), context.Request))),
            "patch" => (200, Render(request, representation, Patch(request, await ReadPatchAsync(context), context.Request))),
            "delete" => (200, Delete(request)),
            "deletecollection" => (200, DeleteCollection(request, context.Request)),
            _ => throw new ApiException(ApiStatus.MethodNotAllowed()),
        };
        await ResponseWriter.WriteAsync(context, status, body);
    }

    private static JsonObject Render(ApiRequest request, Representation representation, StoredObject stored)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(2048);
        new ObjectWriter(request.Kind, representation == Representation.Table ? Representation.Full : representation).WriteWhole(buffer, stored);
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        var type = context.Request.ContentType ?? "application/json";
        if (!type.StartsWith("application/json", StringComparison.Ordinal))
            throw new ApiException(ApiStatus.UnsupportedMediaType("application/json"));
        return await ParseAsync(context);
    }

    private static async Task<JsonObject> ReadPatchAsync(HttpContext context)
    {
        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith("application/merge-patch+json", StringComparison.Ordinal) && !type.StartsWith("application/strategic-merge-patch+json", StringComparison.Ordinal))
            throw new ApiException(ApiStatus.UnsupportedMediaType(PatchTypes));
        return await ParseAsync(context);
    }

    private static async Task<JsonObject> ParseAsync(HttpContext context)
    {
        try
        {
            var node = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return node as JsonObject ?? throw new ApiException(ApiStatus.BadRequest("the object provided is unrecognized (must be of type object)"));
        }
        catch (JsonException e)
        {
            throw new ApiException(ApiStatus.BadRequest("the object provided is unrecognized: " + e.Message));
        }
    }

    private static string ManagerOf(HttpRequest request) =>
        request.Query["fieldManager"].ToString() is { Length: > 0 } manager ? manager : request.Headers.UserAgent.ToString().Split('/', ' ')[0];

    private StoredObject Create(ApiRequest request, JsonObject content, HttpRequest http)
    {
        if (request.Name is not null)
            throw new ApiException(ApiStatus.MethodNotAllowed());
        SetNamespace(request, content);
        if (request.Namespace is { } ns && state.Store.Get(ResourceKinds.Namespace, null, ns) is null)
            throw new ApiException(ApiStatus.NotFound(ResourceKinds.Namespace, ns));
        if (request.Kind.StorageName == "events")
            EventValidation.Check(request.Kind, content, previous: null);
        return state.Store.Create(request.Kind, content, ManagerOf(http));
    }

    private StoredObject Update(ApiRequest request, JsonObject content, HttpRequest http)
    {
        SetNamespace(request, content);
        var name = (string?)content["metadata"]?["name"];
        if (name != request.Name)
            throw new ApiException(ApiStatus.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})"));
        if (request.Kind.StorageName == "events" && state.Store.Get(request.Kind, request.Namespace, name!) is { } previous)
            EventValidation.Check(request.Kind, content, previous);
        return state.Store.Update(request.Kind, content, ManagerOf(http));
    }

    private StoredObject Patch(ApiRequest request, JsonObject patch, HttpRequest http)
    {
        var isConditional = patch["metadata"]?["resourceVersion"] is not null;
        while (true)
        {
            var previous = Require(request);
            var content = Render(request, Representation.Full, previous);
            MergePatch.Apply(content, patch);
            if (request.Kind.StorageName == "events")
                EventValidation.Check(request.Kind, content, previous);
            try
            {
                return state.Store.Update(request.Kind, content, ManagerOf(http));
            }
            catch (ApiException e) when (e.Status.Code == 409 && !isConditional)
            {
                // Somebody else wrote between read and write; a patch without a version is meant for whatever is there now.
            }
        }
    }

    private JsonObject Delete(ApiRequest request)
    {
        var deleted = state.Store.Delete(request.Kind, request.Namespace, Require(request).Name);
        GarbageCollector.DeleteDependents(state.Store, deleted);
        var details = new JsonObject { ["name"] = deleted.Name };
        if (request.Kind.Group.Length > 0)
            details["group"] = request.Kind.Group;
        details["kind"] = request.Kind.Plural;
        details["uid"] = deleted.Uid;
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }

    private JsonObject DeleteCollection(ApiRequest request, HttpRequest http)
    {
        var options = ListOptions.Parse(http, request.Kind, null, isWatch: false, state.Options.SupportsWatchList);
        var doomed = state.Store.Snapshot(request.Kind).Items
            .Where(o => (request.Namespace is null || o.Namespace == request.Namespace) && options.Labels.Matches(o.Labels) && options.Fields.Matches(o));
        foreach (var item in doomed)
            GarbageCollector.DeleteDependents(state.Store, state.Store.Delete(request.Kind, item.Namespace, item.Name));
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
    }

    private StoredObject Require(ApiRequest request) =>
        state.Store.Get(request.Kind, request.Namespace, request.Name!) ?? throw new ApiException(ApiStatus.NotFound(request.Kind, request.Name!));

    private static void SetNamespace(ApiRequest request, JsonObject content)
    {
        if (content["metadata"] is not JsonObject metadata)
            content["metadata"] = metadata = [];
        if (!request.Kind.Namespaced)
            return;
        var given = (string?)metadata["namespace"];
        if (!string.IsNullOrEmpty(given) && given != request.Namespace)
            throw new ApiException(ApiStatus.BadRequest("the namespace of the provided object does not match the namespace sent on the request"));
        metadata["namespace"] = request.Namespace;
    }
}
