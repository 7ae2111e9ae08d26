using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>A request for a resource, taken apart as the API server's RequestInfo does.</summary>
internal sealed record ApiRequest(ResourceKind Kind, string? Namespace, string? Name, string? Subresource, string Verb)
{
    /// <summary>Null when the path is not under a group and version; a 404 status when it is, but names no resource served.</summary>
    public static ApiRequest? Parse(HttpRequest request)
    {
        var steps = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = steps switch
        {
            ["api", var v, .. var tail] => ("", v, tail),
            ["apis", var g, var v, .. var tail] => (g, v, tail),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
            return null;
        return rest switch
        {
            ["namespaces", var ns, var plural, .. var tail] when plural is not ("status" or "finalize") => Of(request, group, version, ns, plural, tail),
            ["watch", ..] => throw new ApiException(ApiStatus.NoSuchResource()),
            [var plural, .. var tail] => Of(request, group, version, null, plural, tail),
            _ => null,
        };
    }

    private static ApiRequest Of(HttpRequest request, string group, string version, string? ns, string plural, string[] tail)
    {
        var kind = ResourceKinds.Find(group, version, plural);
        if (kind is null || tail.Length > 2 || (ns is not null && !kind.Namespaced))
            throw new ApiException(ApiStatus.NoSuchResource());
        var name = tail.Length > 0 ? tail[0] : null;
        var subresource = tail.Length > 1 ? tail[1] : null;
        if (subresource is not null && !(subresource == "status" && kind.HasStatus))
            throw new ApiException(ApiStatus.NoSuchResource());
        return new ApiRequest(kind, ns, name, subresource, VerbOf(request, name));
    }

    private static string VerbOf(HttpRequest request, string? name) => request.Method switch
    {
        "GET" or "HEAD" when IsWatch(request) => "watch",
        "GET" or "HEAD" => name is null ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name is null ? "deletecollection" : "delete",
        _ => throw new ApiException(ApiStatus.MethodNotAllowed()),
    };

    private static bool IsWatch(HttpRequest request) => request.Query["watch"].ToString() is "1" or "true" or "True";
}
