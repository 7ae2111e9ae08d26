namespace EventExporter.SampleCluster.Server;

/// <summary>One request as it arrived.</summary>
/// <param name="Query">The query string with its question mark, or empty.</param>
/// <param name="Resource">Plural name of the resource asked for; null for paths that are none (discovery, health).</param>
public sealed record RequestRecord(DateTimeOffset Time, string Method, string Path, string Query, string Accept, string UserAgent, string? Resource)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal) || Query.Contains("watch=1", StringComparison.Ordinal);

    /// <summary>The decoded value of a query parameter; null when it is absent.</summary>
    public string? Parameter(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
