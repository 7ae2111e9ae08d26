using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.EndToEnd.Support;

/// <summary>Makes events in the sample cluster, and knows how many.</summary>
internal sealed class EventMaker(SampleApiServer server)
{
    private readonly Dictionary<string, (string Name, int Count)> _known = [];
    private int _number;

    /// <summary>How often anything happened.</summary>
    public int Occurrences { get; private set; }

    /// <summary>The count that each event has come to, by its uid, read from the store itself.</summary>
    public IReadOnlyDictionary<string, long> Counts => server.Store.Snapshot(ResourceKinds.Event).Items
        .ToDictionary(e => e.Uid, e => (long)e.ToJson()["count"]!.GetValue<int>());

    /// <summary>Something happens: the first time it is a new event, later the same event counts up.</summary>
    public void Happen(string what, string reason = "BackOff", string ns = "default")
    {
        Occurrences++;
        var now = ObjectBodyTime();
        if (_known.TryGetValue(what, out var known))
        {
            _known[what] = (known.Name, known.Count + 1);
            server.Store.Modify(ResourceKinds.Event, ns, known.Name, e => (e["count"], e["lastTimestamp"]) = (known.Count + 1, now), "kubelet");
            return;
        }

        var name = $"{what}.{++_number:x}";
        _known[what] = (name, 1);
        server.Store.Create(ResourceKinds.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = ns, ["name"] = what, ["uid"] = $"pod-{what}", ["apiVersion"] = "v1" },
            ["reason"] = reason,
            ["message"] = $"It happened to {what}",
            ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = "node-a" },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = "Warning",
        }, "kubelet");
    }

    /// <summary>So many occurrences, spread over several events.</summary>
    public void HappenOften(int occurrences, int events = 10, string prefix = "web")
    {
        for (var i = 0; i < occurrences; i++)
            Happen($"{prefix}-{i % events}");
    }

    private static string ObjectBodyTime() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
