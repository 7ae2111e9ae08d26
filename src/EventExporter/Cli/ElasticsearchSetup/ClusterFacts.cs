using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>What a cluster is, and so which of the two dialects of templates and lifecycles it speaks.</summary>
internal sealed record ClusterFacts(bool IsOpenSearch, Version Version, bool IsServerless)
{
    /// <summary>What to assume of a cluster that cannot be asked.</summary>
    public static readonly ClusterFacts Recent = new(false, new Version(8, 17), false);

    public string Product => IsOpenSearch ? "OpenSearch" : IsServerless ? "Elasticsearch (serverless)" : "Elasticsearch";

    /// <summary>Retention is a property of the data stream (general since 8.14); before that it takes a policy.</summary>
    public bool HasStreamLifecycle => !IsOpenSearch && (IsServerless || Version >= new Version(8, 14));

    /// <summary>Templates may name components that people may add later (8.7).</summary>
    public bool HasOptionalComponents => !IsOpenSearch && (IsServerless || Version >= new Version(8, 7));

    /// <summary>Too many fields are left unindexed instead of refused (8.14).</summary>
    public bool CanIgnoreFieldsBeyondLimit => HasStreamLifecycle;

    /// <summary>Reads the answer to <c>GET /</c>; null if it is none of a cluster.</summary>
    public static ClusterFacts? Read(JsonNode? answer)
    {
        if (answer?["version"] is not JsonObject about || (string?)about["number"] is not { } number)
            return null;
        return Version.TryParse(number.Split('-')[0], out var version)
            ? new ClusterFacts((string?)about["distribution"] == "opensearch", version, (string?)about["build_flavor"] == "serverless")
            : null;
    }
}
