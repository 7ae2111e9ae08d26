using System.Text.Json.Nodes;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation.Support;

/// <summary>Keeps the events of one pod of the batch in so many, and everything that is not about the batch's pods.</summary>
internal sealed class BatchSampler(int oneIn)
{
    private readonly Dictionary<string, bool> _pods = new(StringComparer.Ordinal);

    public bool Keeps(JsonObject line)
    {
        var about = line["object"]!["involvedObject"]!;
        var name = (string)about["name"]!;
        if ((string?)about["kind"] != "Pod" || !name.StartsWith("risk-calculation-", StringComparison.Ordinal))
            return true;
        if (!_pods.TryGetValue(name, out var isKept))
            _pods[name] = isKept = _pods.Count % oneIn == 0;
        return isKept;
    }
}
