using System.Globalization;
using System.Text.Json.Nodes;

namespace EventExporter.Kubernetes.Leases;

/// <summary>
/// A Lease as it was read. What it carries besides its spec (labels, owners) is kept when it is written back.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/"/>
/// </summary>
internal sealed class Lease
{
    private readonly JsonObject _document;

    private Lease(JsonObject document)
    {
        _document = document;
        if (document["spec"] is not JsonObject spec)
            document["spec"] = spec = [];
        Holder = spec["holderIdentity"]?.GetValue<string>() ?? "";
        Duration = TimeSpan.FromSeconds(spec["leaseDurationSeconds"]?.GetValue<int>() ?? 0);
        Claim = spec.ToJsonString();
    }

    /// <summary>Who holds it; empty for nobody.</summary>
    public string Holder { get; }

    /// <summary>How long it is to be respected after its last change was seen.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The text of the spec: as long as it stays the same, the holder has not been heard of.</summary>
    public string Claim { get; }

    public static Lease Parse(byte[] body) => JsonNode.Parse(body) is JsonObject document
        ? new Lease(document)
        : throw new FormatException("the answer is no Lease");

    /// <summary>A Lease that does not exist yet.</summary>
    public static Lease Create(LeaderElectionOptions options, DateTimeOffset now)
    {
        var document = new JsonObject
        {
            ["apiVersion"] = "coordination.k8s.io/v1",
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject { ["name"] = options.LeaseName, ["namespace"] = options.Namespace },
        };
        return new Lease(document).HeldBy(options.Identity, options.LeaseDuration, now);
    }

    /// <summary>This lease, renewed for its holder or taken over by a new one.</summary>
    public Lease HeldBy(string identity, TimeSpan duration, DateTimeOffset now)
    {
        var (document, spec) = Copy();
        if (Holder != identity)
        {
            spec["acquireTime"] = MicroTime(now);
            // Starts at 0 for the first holder, as client-go counts.
            spec["leaseTransitions"] = spec["leaseTransitions"] is { } transitions ? transitions.GetValue<int>() + 1 : 0;
        }

        spec["holderIdentity"] = identity;
        spec["leaseDurationSeconds"] = (int)Math.Ceiling(duration.TotalSeconds);
        spec["renewTime"] = MicroTime(now);
        return new Lease(document);
    }

    /// <summary>This lease, given back: whoever comes next need not wait.</summary>
    public Lease Released(DateTimeOffset now)
    {
        var (document, spec) = Copy();
        spec["holderIdentity"] = "";
        spec["leaseDurationSeconds"] = 1;
        spec["renewTime"] = MicroTime(now);
        return new Lease(document);
    }

    public string ToJson() => _document.ToJsonString();

    private (JsonObject Document, JsonObject Spec) Copy()
    {
        var document = (JsonObject)_document.DeepClone();
        return (document, (JsonObject)document["spec"]!);
    }

    private static string MicroTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
