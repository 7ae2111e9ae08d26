using EventExporter.Pipeline.Events;

namespace EventExporter.Backtest;

/// <summary>What happened once: the events of a recording or of the history, in the order of their time.</summary>
internal interface IPastEvents
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>All of them, from the first on. May be called again, with the same result.</summary>
    IAsyncEnumerable<EnrichedEvent> ReadAsync(CancellationToken cancellation);
}
