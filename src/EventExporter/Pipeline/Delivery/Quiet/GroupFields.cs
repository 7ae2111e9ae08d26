using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>The fields that events can be grouped by.</summary>
internal static class GroupFields
{
    private static readonly Dictionary<string, Func<AnalyzedEvent, string>> Known = new(StringComparer.Ordinal)
    {
        ["type"] = static e => e.Event.Type,
        ["reason"] = static e => e.Event.Reason,
        ["message"] = static e => e.Event.Message,
        ["namespace"] = static e => e.Event.Namespace,
        ["kind"] = static e => e.Event.InvolvedObject.Kind,
        ["name"] = static e => e.Event.InvolvedObject.Name,
        ["apiVersion"] = static e => e.Event.InvolvedObject.ApiVersion,
        ["component"] = static e => e.Event.Component,
        ["host"] = static e => e.Event.Host,
        ["node"] = static e => e.Object.Node,
        ["owner"] = static e => e.Object.RootOwner?.Name ?? e.Event.InvolvedObject.Name,
        ["owner.kind"] = static e => e.Object.RootOwner?.Kind ?? e.Event.InvolvedObject.Kind,
        ["severity"] = static e => Rendering.Names.Of(e.Severity).ToString(),
        ["category"] = static e => Rendering.Names.Of(e.Category).ToString(),
        ["cluster"] = static e => e.Event.Cluster,
        ["action"] = static e => e.Event.Action,
        ["reportingController"] = static e => e.Event.ReportingController,
        ["incident"] = static e => e.Incident,
    };

    private static readonly (string Prefix, Func<AnalyzedEvent, IReadOnlyDictionary<string, string>> Map)[] Maps =
    [
        ("label.", static e => e.Object.Labels),
        ("annotation.", static e => e.Object.Annotations),
        ("nslabel.", static e => e.Object.NamespaceLabels),
        ("detail.", static e => e.Details),
    ];

    public static IEnumerable<string> Names => Known.Keys.Concat(Maps.Select(static map => map.Prefix + "NAME"));

    /// <summary>Null if there is no such field.</summary>
    public static GroupField? Find(string name)
    {
        if (Known.GetValueOrDefault(name) is { } read)
            return new GroupField(name, read);
        foreach (var (prefix, map) in Maps)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
                return new GroupField(name, e => map(e).GetValueOrDefault(name[prefix.Length..], ""));
        }

        return null;
    }
}
