using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Held events on their way: one message that stands for all of them.</summary>
internal sealed record Notification(GatheredBy By, string Key, IReadOnlyDictionary<string, string> Labels, Tally Tally)
{
    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public NotificationImage Save(List<AnalyzedEvent> events) => new(By, Key, Labels, Tally.Save(events));

    public static Notification Load(NotificationImage image, IReadOnlyList<AnalyzedEvent> events, int samples) =>
        new(image.By, image.Key, image.Labels, Tally.Load(image.Tally, events, samples));
}
