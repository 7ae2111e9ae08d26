namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A <see cref="HeldScope"/> as it is kept.</summary>
internal sealed record ScopeImage(string Name, IReadOnlyList<GroupImage> Groups, TallyImage? OutsideActiveTime, IReadOnlyDictionary<long, DateTimeOffset> Troubles);
