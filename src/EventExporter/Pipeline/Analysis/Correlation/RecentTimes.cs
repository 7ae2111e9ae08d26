namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>When something last happened to pods, for a while: that one is not ready yet which was started a moment ago is no trouble. Bounded.</summary>
internal sealed class RecentTimes(TimeSpan kept)
{
    private const int Most = 20_000;

    private readonly Dictionary<ObjectKey, DateTimeOffset> _times = [];
    private readonly Queue<(ObjectKey Pod, DateTimeOffset At)> _order = new();

    public void Add(ObjectKey pod, DateTimeOffset at)
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= Most || at - oldest.At > kept))
        {
            _order.Dequeue();
            if (_times.TryGetValue(oldest.Pod, out var last) && last == oldest.At)
                _times.Remove(oldest.Pod);
        }

        _times[pod] = at;
        _order.Enqueue((pod, at));
    }

    public bool Contains(ObjectKey pod, DateTimeOffset now) => _times.TryGetValue(pod, out var at) && now - at <= kept;

    /// <summary>The beginning of time if it is not known.</summary>
    public DateTimeOffset Last(ObjectKey pod, DateTimeOffset now) => Contains(pod, now) ? _times[pod] : DateTimeOffset.MinValue;
}
