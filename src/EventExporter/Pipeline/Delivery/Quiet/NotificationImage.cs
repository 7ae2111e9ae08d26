using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A <see cref="Notification"/> as it is kept.</summary>
internal sealed record NotificationImage(GatheredBy By, string Key, IReadOnlyDictionary<string, string> Labels, TallyImage Tally);
