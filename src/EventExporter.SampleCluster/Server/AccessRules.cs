using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>What the client may not do. Everything is allowed until it is denied; rules may change while the server runs.</summary>
public sealed class AccessRules
{
    private readonly Lock _gate = new();
    private readonly List<AccessRule> _denied = [];

    /// <summary>Denies a verb on a resource; null stands for any.</summary>
    public void Deny(string? verb = null, string? resource = null, string? ns = null, string? group = null)
    {
        lock (_gate)
            _denied.Add(new AccessRule(verb, group, resource, ns));
    }

    public void AllowEverything()
    {
        lock (_gate)
            _denied.Clear();
    }

    internal bool Allows(string verb, string group, string resource, string? ns)
    {
        lock (_gate)
            return !_denied.Any(r => r.Covers(verb, group, resource, ns));
    }

    internal void Check(ApiRequest request, string user)
    {
        var kind = request.Kind;
        if (!Allows(request.Verb, kind.Group, kind.Plural, request.Namespace))
            throw new ApiException(ApiStatus.Forbidden(kind, user, request.Verb, request.Namespace, request.Name));
    }
}
