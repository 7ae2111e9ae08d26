namespace EventExporter.Pipeline.Delivery;

/// <summary>The items of one attempt, sorted by what is to be done with them.</summary>
internal sealed class SortedOutcomes
{
    public SortedOutcomes(IReadOnlyList<DeliveryItem> items, IReadOnlyList<Outcome> outcomes)
    {
        for (var i = 0; i < outcomes.Count; i++)
            Sort(items[i], outcomes[i], alone: items.Count == 1);
    }

    public List<DeliveryItem> Delivered { get; } = [];

    /// <summary>By index in <see cref="Delivered"/>: the id at the service, or null.</summary>
    public List<string?> Receipts { get; } = [];

    public List<RejectedItem> Rejected { get; } = [];

    public List<DeliveryItem> ToRepeat { get; } = [];

    public List<DeliveryItem> ToSplit { get; } = [];

    /// <summary>Why the last of <see cref="ToRepeat"/> is to be repeated.</summary>
    public string? RepeatBecause { get; private set; }

    /// <summary>The longest wait that was asked for.</summary>
    public TimeSpan? After { get; private set; }

    public string? UnsubscribedBecause { get; private set; }

    private void Sort(DeliveryItem item, Outcome outcome, bool alone)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Delivered:
                Delivered.Add(item);
                Receipts.Add(outcome.Receipt);
                break;
            case OutcomeKind.Rejected:
            case OutcomeKind.RefusedTogether when alone:
                Rejected.Add(new RejectedItem(item, outcome.Reason ?? "no reason given", outcome.Payload));
                break;
            case OutcomeKind.RefusedTogether:
                ToSplit.Add(item);
                break;
            case OutcomeKind.Unsubscribed:
                UnsubscribedBecause = outcome.Reason ?? "no reason given";
                ToRepeat.Add(item);
                break;
            default:
                ToRepeat.Add(item);
                RepeatBecause = outcome.Reason ?? "no reason given";
                After = outcome.After > (After ?? TimeSpan.Zero) ? outcome.After : After;
                break;
        }
    }
}
