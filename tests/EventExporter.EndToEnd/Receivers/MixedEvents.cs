using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>A cluster in which all sorts of things happen to pods, nodes and deployments of several namespaces, and what has happened.</summary>
internal sealed class MixedEvents(SampleApiServer server)
{
    private static readonly string[] Owners = ["ana", "ben", "cem", "dua", "eva", "fay"];
    private static readonly string[] Namespaces = ["prod", "shop", "test-1", "backtest"];
    private static readonly (string Reason, string Type)[] Ordinary =
    [
        ("Scheduled", "Normal"), ("Pulled", "Normal"), ("Created", "Normal"), ("Started", "Normal"), ("Killing", "Normal"), ("Unhealthy", "Warning"), ("BackOff", "Warning"),
    ];

    private readonly Dictionary<string, (string Name, int Count)> _known = [];
    private readonly Dictionary<string, string> _pods = [];
    private readonly Dictionary<string, string> _owners = [];
    private int _names;

    public List<Occurrence> Happened { get; } = [];

    public static IReadOnlyList<string> Channels => [.. Owners.Select(static owner => $"#{owner}")];

    /// <summary>One more. Every number is a mixture of its own, so that any hundred of them hold something for every receiver.</summary>
    public void Happen(int number)
    {
        var (place, kind, name, reason, type, owner) = (number % 50) switch
        {
            // To a pod that has an owner: told, unless it is of a test or as it should be.
            0 => (Pick(["shop", "prod"], number / 50), "Pod", $"mine-{number / 50 % 12}", "BackOff", "Warning", Pick(Owners, number / 50)),
            1 => ("test-1", "Pod", $"tested-{number / 50 % 6}", "BackOff", "Warning", Pick(Owners, number / 50)),
            2 => ("shop", "Pod", $"mine-{number / 50 % 12}", "Pulled", "Normal", Pick(Owners, number / 50)),
            // What fails in production is an alert.
            3 => ("prod", "Pod", $"db-{number / 50 % 10}", Pick(["FailedMount", "FailedScheduling", "Failed"], number / 50), "Warning", ""),
            4 => ("shop", "Pod", $"db-{number / 50 % 10}", "FailedMount", "Warning", ""),
            5 => ("prod", "Deployment", $"web-{number / 50 % 4}", "FailedCreate", "Warning", ""),
            6 => ("default", "Node", $"node-{number / 50 % 5}", "NodeNotReady", "Warning", ""),
            _ => Usual(number),
        };
        Happen(number, place, kind, name, reason, type, owner);
    }

    private static (string Place, string Kind, string Name, string Reason, string Type, string Owner) Usual(int number)
    {
        var (reason, type) = Ordinary[number % Ordinary.Length];
        return (Pick(Namespaces, number / 7), "Pod", $"web-{number % 30}", reason, type, "");
    }

    private void Happen(int number, string place, string kind, string name, string reason, string type, string owner)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{reason} was seen, number {number:00000}");
        var uid = kind == "Pod" ? PodUid(place, name, owner) : $"{kind}-{name}";
        var key = $"{place}/{kind}/{name}/{reason}";
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        StoredObject stored;
        if (_known.TryGetValue(key, out var known))
        {
            _known[key] = (known.Name, known.Count + 1);
            stored = server.Store.Modify(ResourceKinds.Event, place, known.Name, e => (e["count"], e["lastTimestamp"], e["message"]) = (known.Count + 1, now, message), "kubelet");
        }
        else
        {
            var of = string.Create(CultureInfo.InvariantCulture, $"{name}.{++_names:x}");
            _known[key] = (of, 1);
            stored = server.Store.Create(ResourceKinds.Event, Body(of, place, kind, name, uid, reason, type, message, now), "kubelet");
        }

        // An owner comes with the pod: it is the pod's first that counts.
        Happened.Add(new Occurrence(number, stored.Uid, $"x1:{stored.Uid}:{stored.ResourceVersion}", place, kind, name, reason, type, kind == "Pod" ? _owners.GetValueOrDefault(uid, "") : "", message));
    }

    private string PodUid(string place, string name, string owner)
    {
        if (_pods.TryGetValue($"{place}/{name}", out var uid))
            return uid;
        var labels = new JsonObject { ["app"] = name.Split('-')[0] };
        if (owner.Length > 0)
            labels["Owner"] = owner;
        var pod = server.Store.Create(ResourceKinds.Pod, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = place, ["labels"] = labels } }, "kubelet");
        _owners[pod.Uid] = owner;
        return _pods[$"{place}/{name}"] = pod.Uid;
    }

    private static JsonObject Body(string of, string place, string kind, string name, string uid, string reason, string type, string message, string now)
    {
        var involved = new JsonObject { ["kind"] = kind, ["name"] = name, ["uid"] = uid, ["apiVersion"] = kind == "Deployment" ? "apps/v1" : "v1" };
        if (kind != "Node")
            involved["namespace"] = place;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = of, ["namespace"] = place },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = "node-a" },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = type,
        };
    }

    private static T Pick<T>(IReadOnlyList<T> from, int number) => from[number % from.Count];

    /// <param name="Uid">Of the event.</param>
    /// <param name="Owner">The label of the pod; empty if it has none.</param>
    internal sealed record Occurrence(
        int Number, string Uid, string Identity, string Namespace, string Kind, string Name, string Reason, string Type, string Owner, string Message);
}
