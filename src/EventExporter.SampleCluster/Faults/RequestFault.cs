using EventExporter.SampleCluster.Server;

namespace EventExporter.SampleCluster.Faults;

/// <summary>What happens to requests that match, for as many of them as are left.</summary>
internal sealed record RequestFault(Func<RequestRecord, bool> Matches, int? Status, TimeSpan? RetryAfter, string? Message, TimeSpan Delay, bool Hangs)
{
    public required int Remaining { get; set; }
}
