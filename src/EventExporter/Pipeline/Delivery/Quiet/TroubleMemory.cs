namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Which troubles were told of, and when they were last heard of. The longest unheard are forgotten when there are too many.</summary>
internal sealed class TroubleMemory(TimeSpan within)
{
    public const int Most = 10_000;

    private readonly Dictionary<long, DateTimeOffset> _heard = [];

    public bool IsEmpty => _heard.Count == 0;

    public IReadOnlyDictionary<long, DateTimeOffset> All => _heard;

    public bool Knows(long trouble, DateTimeOffset now) => _heard.TryGetValue(trouble, out var heard) && now - heard < within;

    public void Heard(long trouble, DateTimeOffset now)
    {
        if (_heard.Count >= Most && !_heard.ContainsKey(trouble))
        {
            foreach (var old in _heard.OrderBy(static pair => pair.Value).Take(Most / 10).Select(static pair => pair.Key).ToList())
                _heard.Remove(old);
        }

        _heard[trouble] = now;
    }
}
