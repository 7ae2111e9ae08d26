using System.Text.Json.Nodes;

namespace EventExporter.EndToEnd.Support;

/// <summary>What a receiver has got, added up as its users add it up.</summary>
internal sealed class Ledger
{
    private Ledger(IReadOnlyList<JsonObject> documents)
    {
        Documents = [.. documents.Where(d => (string?)d["reason"] != "WatchGap")];
        Gaps = [.. documents.Where(d => (string?)d["reason"] == "WatchGap")];
    }

    public IReadOnlyList<JsonObject> Documents { get; }

    public IReadOnlyList<JsonObject> Gaps { get; }

    /// <summary>Sum of the deltas of each event, by its uid.</summary>
    public IReadOnlyDictionary<string, long> Sums => Documents
        .GroupBy(d => (string)d["metadata"]!["uid"]!)
        .ToDictionary(g => g.Key, g => g.Sum(d => d["delta"]!.GetValue<long>()));

    public long Sum => Documents.Sum(d => d["delta"]!.GetValue<long>());

    public static Ledger Of(IEnumerable<JsonObject> documents) => new([.. documents]);

    public static Ledger OfLines(string path) => File.Exists(path)
        ? Of(File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Complete).OfType<JsonObject>())
        : Of([]);

    /// <summary>Every event has its true count, and none was told twice under different identities.</summary>
    public void AssertTrue(IReadOnlyDictionary<string, long> counts)
    {
        Assert.Equal(counts.OrderBy(c => c.Key, StringComparer.Ordinal), Sums.OrderBy(c => c.Key, StringComparer.Ordinal));
        Assert.Distinct(Documents.Select(d => $"{d["metadata"]!["uid"]}/{d["metadata"]!["resourceVersion"]}"));
    }

    /// <summary>Null for the last line while it is being written.</summary>
    private static JsonNode? Complete(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
