using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>For recordings and trials: nothing is silent.</summary>
internal sealed class NoSilences : ISilences
{
    public static readonly NoSilences Instance = new();

    public string? Matching(AnalyzedEvent analyzed, string receiver, DateTimeOffset now) => null;

    public void Count(string id)
    {
    }
}
