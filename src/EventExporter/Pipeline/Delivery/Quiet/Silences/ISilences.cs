using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>What receivers ask the silences.</summary>
internal interface ISilences
{
    /// <summary>The id of a silence that holds for an event on its way to a receiver; null if none does.</summary>
    string? Matching(AnalyzedEvent analyzed, string receiver, DateTimeOffset now);

    /// <summary>An event was left out because of it.</summary>
    void Count(string id);
}
