namespace EventExporter.Backtest;

/// <summary>What one receiver would have got.</summary>
internal sealed class ReceiverAccount(string name, string type)
{
    private readonly SortedDictionary<string, long> _operations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _rejections = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _minute = [];

    public string Name => name;

    public string Type => type;

    public EventFates Fates { get; } = new();

    /// <summary>Events and findings that were routed here.</summary>
    public long Routed { get; set; }

    /// <summary>Items that its service took: an event each, or a message for several.</summary>
    public long Items { get; private set; }

    /// <summary>Requests by what they do, in the service's own words.</summary>
    public IReadOnlyDictionary<string, long> Operations => _operations;

    /// <summary>Events that were held back, by reason.</summary>
    public IReadOnlyDictionary<string, long> Held => _held;

    /// <summary>Events that would end in the dead letters, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejections => _rejections;

    /// <summary>Most requests within a minute.</summary>
    public int Peak { get; private set; }

    /// <summary>Keeps what was sent; null: only counts are kept.</summary>
    public List<SentMessage>? Messages { get; init; }

    public void Sent(string operation, string body, DateTimeOffset at, string address = "")
    {
        _operations[operation] = _operations.GetValueOrDefault(operation) + 1;
        _minute.Enqueue(at);
        while (_minute.Peek() <= at - TimeSpan.FromMinutes(1))
            _minute.Dequeue();
        Peak = Math.Max(Peak, _minute.Count);
        Messages?.Add(new SentMessage(at, operation, body, address));
    }

    public void Took(long items) => Items += items;

    public void HeldBack(string reason) => _held[reason] = _held.GetValueOrDefault(reason) + 1;

    public void Rejected(string reason) => _rejections[reason] = _rejections.GetValueOrDefault(reason) + 1;
}
