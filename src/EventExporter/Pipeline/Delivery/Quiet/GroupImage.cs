namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>An <see cref="OpenGroup"/> as it is kept.</summary>
internal sealed record GroupImage(
    string Key, IReadOnlyDictionary<string, string> Labels, DateTimeOffset? NotifiedAt, DateTimeOffset Since, DateTimeOffset? NewSince, IReadOnlyList<long> Members, TallyImage? Pending);
