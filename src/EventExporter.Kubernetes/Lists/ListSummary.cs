namespace EventExporter.Kubernetes.Lists;

/// <summary>What a finished list amounted to.</summary>
/// <param name="ResourceVersion">The version of the first page: what to watch from so that nothing falls between the two.</param>
/// <param name="Items">Items handed over.</param>
/// <param name="Malformed">Items that could not be read.</param>
/// <param name="Pages">Requests it took.</param>
public sealed record ListSummary(string ResourceVersion, long Items, long Malformed, int Pages);
