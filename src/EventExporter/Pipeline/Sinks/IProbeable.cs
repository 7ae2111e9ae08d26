using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks;

/// <summary>A sink over HTTP that knows better than its options where requests go, so that a test of the receiver can look at the way there.</summary>
internal interface IProbeable
{
    /// <summary>Where a request with this event may go; empty if that cannot be said.</summary>
    IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed);
}
