namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>What somebody does not want to hear of for a while.</summary>
/// <param name="Matchers">A query; see <see cref="Query.EventQuery"/>.</param>
/// <param name="Held">Events that were left out because of it, counted for each receiver.</param>
internal sealed record Silence(string Id, string Matchers, string Author, string Comment, DateTimeOffset StartsAt, DateTimeOffset EndsAt, long Held)
{
    public SilenceState StateAt(DateTimeOffset now) => now >= EndsAt ? SilenceState.Expired : now < StartsAt ? SilenceState.Pending : SilenceState.Active;
}
