namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Something that goes on and mutes by a rule, as it is kept.</summary>
internal sealed record InhibitionImage(string Rule, string Key, string Source, DateTimeOffset Until);
