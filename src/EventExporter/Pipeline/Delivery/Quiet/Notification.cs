using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Held events on their way: one message that stands for all of them.</summary>
/// <param name="Scope">The index of the scope whose active time it keeps to.</param>
internal sealed record Notification(int Scope, GatheredBy By, string Key, IReadOnlyDictionary<string, string> Labels, Tally Tally)
{
    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public NotificationImage Save(string scope, List<AnalyzedEvent> events) => new(scope, By, Key, Labels, Tally.Save(events));

    public static Notification Load(int scope, NotificationImage image, IReadOnlyList<AnalyzedEvent> events, int samples) =>
        new(scope, image.By, image.Key, image.Labels, Tally.Load(image.Tally, events, samples));
}
