using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A <see cref="Notification"/> as it is kept, with the name of its scope.</summary>
internal sealed record NotificationImage(string Scope, GatheredBy By, string Key, IReadOnlyDictionary<string, string> Labels, TallyImage Tally);
