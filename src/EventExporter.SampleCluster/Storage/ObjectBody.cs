using System.Globalization;
using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>Turns content that somebody wrote into what is stored: server-owned metadata filled in, members in the API's order.</summary>
internal static class ObjectBody
{
    /// <summary>The order in which meta/v1 ObjectMeta is written.</summary>
    private static readonly string[] MetadataOrder =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    private static readonly string[] NotContent = ["kind", "apiVersion", "metadata"];

    public static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with seconds, as metav1.Time is written.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with microseconds, as metav1.MicroTime is written.</summary>
    public static string MicroTime(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static (string? Namespace, string Name) NameOf(ResourceKind kind, JsonObject content)
    {
        var metadata = content["metadata"] as JsonObject;
        var name = (string?)metadata?["name"];
        if (string.IsNullOrEmpty(name))
            throw new ApiException(ApiStatus.Invalid(kind.Kind, kind.Group, "", [new("metadata.name", "FieldValueRequired", "Required value: name or generateName is required")]));
        return (kind.Namespaced ? (string?)metadata!["namespace"] ?? "default" : null, name);
    }

    public static void GenerateName(JsonObject content, IdentitySource identities)
    {
        if (content["metadata"] is JsonObject metadata && metadata["name"] is null && (string?)metadata["generateName"] is { Length: > 0 } prefix)
            metadata["name"] = prefix + identities.NextSuffix();
    }

    public static StoredObject Build(
        ResourceKind kind, JsonObject content, StoredObject? previous, long version, DateTimeOffset now, IdentitySource identities, WriteContext context)
    {
        var (ns, name) = NameOf(kind, content);
        var storageKind = kind == ResourceKinds.EventsV1Event ? ResourceKinds.Event : kind;
        var given = content["metadata"]!.AsObject();
        var old = previous?.ParseBody()["metadata"]!.AsObject();
        var body = storageKind == ResourceKinds.Event ? EventFaces.ToStorage(content) : OtherContent(content);

        var metadata = given.DeepClone().AsObject();
        metadata["name"] = name;
        if (ns is not null)
            metadata["namespace"] = ns;
        metadata["uid"] = previous?.Uid ?? (context.KeepIdentity ? (string?)given["uid"] : null) ?? identities.NextUid();
        metadata["resourceVersion"] = Text(version);
        metadata["creationTimestamp"] = (string?)old?["creationTimestamp"] ?? (context.KeepIdentity ? (string?)given["creationTimestamp"] : null) ?? Time(now);
        if (context.Manager is { } manager)
            metadata["managedFields"] = ManagedFields.For(manager, kind, content, now);

        return Finish(storageKind, ns, name, version, Ordered(metadata), body);
    }

    public static StoredObject WithVersion(StoredObject current, long version)
    {
        var body = current.ParseBody();
        body["metadata"]!["resourceVersion"] = Text(version);
        return new(current.Kind, current.Namespace, current.Name, current.Uid, version, GoJson.Serialize(body), current.Labels);
    }

    private static StoredObject Finish(ResourceKind kind, string? ns, string name, long version, JsonObject metadata, JsonObject body)
    {
        var labels = metadata["labels"] is JsonObject given
            ? given.ToDictionary(l => l.Key, l => (string?)l.Value ?? "", StringComparer.Ordinal)
            : [];
        body.Insert(0, "metadata", metadata);
        return new(kind, ns, name, (string)metadata["uid"]!, version, GoJson.Serialize(body), labels);
    }

    private static JsonObject OtherContent(JsonObject content)
    {
        var body = new JsonObject();
        foreach (var (name, value) in content)
        {
            if (!NotContent.Contains(name))
                body[name] = value?.DeepClone();
        }

        return body;
    }

    private static JsonObject Ordered(JsonObject metadata)
    {
        var ordered = new JsonObject();
        foreach (var name in MetadataOrder)
        {
            if (metadata[name] is { } value && !IsEmpty(value))
                ordered[name] = value.DeepClone();
        }

        return ordered;
    }

    private static bool IsEmpty(JsonNode value) => value is JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
