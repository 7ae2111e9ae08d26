namespace EventExporter.Pipeline.Delivery;

/// <summary>A batch, or a part of one, on its way through its attempts. Shrinks with every item that is settled.</summary>
internal sealed class Parcel(IReadOnlyList<DeliveryItem> items, bool resent, DateTimeOffset startedAt)
{
    /// <summary>What is still to be sent.</summary>
    public IReadOnlyList<DeliveryItem> Items { get; set; } = items;

    /// <summary>What was refused together with others and has to be sent in smaller parts.</summary>
    public List<DeliveryItem> ToSplit { get; } = [];

    /// <summary>Dead letters that are sent again, rather than events from the journal.</summary>
    public bool Resent => resent;

    public int Attempts { get; set; }

    /// <summary>Called after each attempt.</summary>
    public Action? Tried { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string LastReason { get; set; } = "";

    public bool IsExhausted(RetryPolicy retry, DateTimeOffset now) =>
        Attempts >= retry.MaxAttempts || Attempts > retry.Schedule?.Count || now - startedAt >= retry.GiveUpAfter;
}
