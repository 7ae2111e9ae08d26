using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Flood;

/// <summary>Makes the objects that a flood's events are about: deployments, their replica sets, and pods with what labels and annotations pods have.</summary>
internal sealed class FloodObjects(ObjectStore store)
{
    /// <summary>Makes the object and its owners where they are not there yet.</summary>
    /// <returns>The object's uid.</returns>
    public string Make(string kind, string ns, string app, string name)
    {
        Find(ResourceKinds.Namespace, null, ns, () => Body(null, ns, app, owner: null));
        return kind switch
        {
            "Deployment" => Deployment(ns, app).Uid,
            "ReplicaSet" => ReplicaSet(ns, app).Uid,
            "HorizontalPodAutoscaler" => Find(ResourceKinds.HorizontalPodAutoscaler, ns, name, () => Body(ns, name, app, owner: null)).Uid,
            _ => Find(ResourceKinds.Pod, ns, name, () => Body(ns, name, app, ReplicaSet(ns, app))).Uid,
        };
    }

    private StoredObject Deployment(string ns, string app) => Find(ResourceKinds.Deployment, ns, app, () => Body(ns, app, app, owner: null));

    private StoredObject ReplicaSet(string ns, string app) =>
        Find(ResourceKinds.ReplicaSet, ns, app + "-7c9f6d5b48", () => Body(ns, app + "-7c9f6d5b48", app, Deployment(ns, app)));

    private StoredObject Find(ResourceKind kind, string? ns, string name, Func<JsonObject> body) => store.Get(kind, ns, name) ?? store.Create(kind, body());

    private static JsonObject Body(string? ns, string name, string app, StoredObject? owner)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/name"] = app,
                ["app.kubernetes.io/part-of"] = ns ?? name,
                ["pod-template-hash"] = "7c9f6d5b48",
                ["team"] = ns ?? name,
            },
            ["annotations"] = new JsonObject { ["prometheus.io/port"] = "9102", ["prometheus.io/scrape"] = "true" },
        };
        if (ns is not null)
            metadata["namespace"] = ns;
        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = owner.Kind.ApiVersion,
                ["kind"] = owner.Kind.Kind,
                ["name"] = owner.Name,
                ["uid"] = owner.Uid,
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            });
        }

        return new JsonObject { ["metadata"] = metadata };
    }
}
