namespace EventExporter.SampleCluster.Recorder;

/// <summary>Finds out when events that differ only in their message become too many and are to be combined.</summary>
internal sealed class Aggregator(EventRecorderOptions options, TimeProvider time)
{
    private readonly Dictionary<string, (HashSet<string> Messages, long At)> _groups = [];

    public bool Combines(string group, string message)
    {
        var now = time.GetTimestamp();
        var (messages, at) = _groups.GetValueOrDefault(group, ([], now));
        if (time.GetElapsedTime(at, now) > options.AggregateInterval)
            messages = [];
        messages.Add(message);
        _groups[group] = (messages, now);
        if (messages.Count < options.AggregateFrom)
            return false;
        messages.Remove(messages.First());
        return true;
    }
}
