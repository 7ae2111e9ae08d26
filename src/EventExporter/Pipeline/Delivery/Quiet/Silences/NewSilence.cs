namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>A silence to be added.</summary>
/// <param name="StartsAt">Null: now.</param>
internal sealed record NewSilence(string Matchers, string Author, string Comment, DateTimeOffset? StartsAt, DateTimeOffset EndsAt);
