namespace EventExporter.Pipeline.Routing;

/// <summary>
/// A set of receivers by their index in the configuration, and above them the marks of rules (<see cref="RouteRule.Mark"/>). Up to 64 of them
/// cost no allocation.
/// </summary>
internal readonly struct ReceiverSet
{
    private readonly ulong _low;
    private readonly ulong[]? _high;

    private ReceiverSet(ulong low, ulong[]? high)
    {
        _low = low;
        _high = high;
    }

    public bool IsEmpty => _low == 0 && (_high is null || Array.TrueForAll(_high, static word => word == 0));

    public bool Contains(int receiver) =>
        receiver < 64
            ? (_low & (1UL << receiver)) != 0
            : _high is not null && (receiver / 64) - 1 < _high.Length && (_high[(receiver / 64) - 1] & (1UL << (receiver % 64))) != 0;

    public ReceiverSet With(int receiver)
    {
        if (receiver < 64)
            return new ReceiverSet(_low | (1UL << receiver), _high);
        var word = (receiver / 64) - 1;
        var high = new ulong[Math.Max(word + 1, _high?.Length ?? 0)];
        _high?.CopyTo(high, 0);
        high[word] |= 1UL << (receiver % 64);
        return new ReceiverSet(_low, high);
    }
}
