using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Recorder;

/// <summary>What an event is about: the <c>involvedObject</c>.</summary>
/// <param name="FieldPath">The part of it, for example <c>spec.containers{web}</c>; null for the whole.</param>
public sealed record EventSubject(string ApiVersion, string Kind, string? Namespace, string Name, string Uid, string? ResourceVersion, string? FieldPath = null)
{
    public static EventSubject Of(StoredObject stored, string? fieldPath = null) => new(
        stored.Kind.ApiVersion, stored.Kind.Kind, stored.Namespace, stored.Name, stored.Uid,
        stored.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture), fieldPath);

    /// <summary>A node as the kubelet refers to it: by its name also for a uid, and without a version.</summary>
    public static EventSubject NodeAsKubeletSeesIt(string name) => new("", "Node", null, name, name, null);

    /// <summary>Where an event about it is kept: its own namespace, or <c>default</c> when it has none.</summary>
    public string EventNamespace => Namespace ?? "default";

    internal JsonObject ToJson()
    {
        var json = new JsonObject();
        Add("kind", Kind);
        Add("namespace", Namespace);
        Add("name", Name);
        Add("uid", Uid);
        Add("apiVersion", ApiVersion);
        Add("resourceVersion", ResourceVersion);
        Add("fieldPath", FieldPath);
        return json;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                json[name] = value;
        }
    }
}
