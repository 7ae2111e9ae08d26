namespace EventExporter.Pipeline.Delivery;

/// <summary>A batch while it is being filled.</summary>
internal sealed class BatchDraft(DeliveryOptions options)
{
    private readonly List<DeliveryItem> _items = new(Math.Min(options.MaxItems, 256));
    private long _bytes;

    public IReadOnlyList<DeliveryItem> Items => _items;

    public bool IsFull => _items.Count >= options.MaxItems || _bytes >= options.MaxBytes;

    /// <summary>When the first item came, as a timestamp of the <see cref="TimeProvider"/>.</summary>
    public long StartedAt { get; private set; }

    public bool Fits(int size) => _items.Count == 0 || _bytes + size <= options.MaxBytes;

    public void Add(DeliveryItem item, int size, long timestamp)
    {
        if (_items.Count == 0)
            StartedAt = timestamp;
        _items.Add(item);
        _bytes += size;
    }
}
