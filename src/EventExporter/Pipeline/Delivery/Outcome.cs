namespace EventExporter.Pipeline.Delivery;

/// <summary>How an attempt went for one item.</summary>
/// <param name="Receipt">For a delivered item: its id at the service (an Elasticsearch <c>_id</c>, a message's time stamp); null where the service gives none.</param>
/// <param name="Reason">For the others: one sentence for people, with the service's own error, never a secret.</param>
/// <param name="After">For a retry: the wait the service asked for (Retry-After), to be kept exactly; null: the loop's back-off decides.</param>
/// <param name="Payload">For a rejected item: what was sent, for the dead letter.</param>
internal readonly record struct Outcome(OutcomeKind Kind, string? Receipt = null, string? Reason = null, TimeSpan? After = null, string? Payload = null)
{
    public static Outcome Delivered(string? receipt = null) => new(OutcomeKind.Delivered, Receipt: receipt);

    public static Outcome Retry(string reason, TimeSpan? after = null) => new(OutcomeKind.Retry, Reason: reason, After: after);

    public static Outcome Rejected(string reason, string? payload = null) => new(OutcomeKind.Rejected, Reason: reason, Payload: payload);

    public static Outcome RefusedTogether(string reason, string? payload = null) =>
        new(OutcomeKind.RefusedTogether, Reason: reason, Payload: payload);

    public static Outcome Unsubscribed(string reason) => new(OutcomeKind.Unsubscribed, Reason: reason);

    /// <summary>The same outcome for every item of a batch.</summary>
    public static IReadOnlyList<Outcome> ForAll(int items, Outcome outcome)
    {
        var outcomes = new Outcome[items];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }
}
