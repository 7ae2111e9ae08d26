namespace EventExporter.SampleCluster.Recorder;

/// <summary>A token bucket for each source and object.</summary>
internal sealed class SpamFilter(EventRecorderOptions options, TimeProvider time)
{
    private readonly Dictionary<string, (double Tokens, long At)> _buckets = [];

    /// <summary>False when the event is one too many.</summary>
    public bool Admits(string key)
    {
        var now = time.GetTimestamp();
        var (tokens, at) = _buckets.GetValueOrDefault(key, (options.SpamBurst, now));
        tokens = Math.Min(options.SpamBurst, tokens + (time.GetElapsedTime(at, now) / options.SpamRefill));
        var admitted = tokens >= 1;
        _buckets[key] = (admitted ? tokens - 1 : tokens, now);
        return admitted;
    }
}
