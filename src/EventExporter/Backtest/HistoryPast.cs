using System.Runtime.CompilerServices;
using EventExporter.History;
using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.Backtest;

/// <summary>What the history holds. Findings are left out: they are found anew.</summary>
internal sealed class HistoryPast(IEventHistory history, EventQuery query) : IPastEvents
{
    public string Name => "history";

    public async IAsyncEnumerable<EnrichedEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = new PageRequest(query) { OldestFirst = true, Limit = 1000, Budget = QueryBudget.None };
        await foreach (var kept in history.QueryAsync(all, partial: null, cancellation))
        {
            if (kept.Event.Finding is null)
                yield return kept.Event.Enriched;
        }
    }
}
