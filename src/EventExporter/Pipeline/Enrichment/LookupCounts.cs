using System.Diagnostics.Metrics;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Counts each event's lookup once, under how it ended: from the cache (whatever that said), or read, and with what result.</summary>
internal sealed class LookupCounts(Counter<long> lookups)
{
    private static readonly KeyValuePair<string, object?> Hit = new("result", "hit");

    public void AddHits(int count)
    {
        if (count > 0)
            lookups.Add(count, Hit);
    }

    public void Add(LookupResult result) => lookups.Add(1, new KeyValuePair<string, object?>("result", NameOf(result)));

    private static string NameOf(LookupResult result) => result switch
    {
        LookupResult.Found => "miss",
        LookupResult.NotFound => "not_found",
        LookupResult.Forbidden => "forbidden",
        LookupResult.OverBudget => "over_budget",
        _ => "failed",
    };
}
