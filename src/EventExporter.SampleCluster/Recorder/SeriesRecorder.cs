using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Recorder;

/// <summary>
/// Records events as the scheduler does (client-go tools/events): the second equal occurrence makes the event a series of 2, later ones are only
/// counted here and reach the API server with the heartbeat every 30 minutes, or when the series ends after 6 quiet minutes. The note is no part
/// of what makes events equal, so differing notes disappear in the first. Not safe for concurrent use.
/// </summary>
public sealed class SeriesRecorder(ObjectStore store, string controller, string instance, TimeProvider? clock = null)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(6);

    private readonly TimeProvider _clock = clock ?? store.Time;
    private readonly Dictionary<string, EventSeries> _series = [];
    private long _lastHeartbeat = (clock ?? store.Time).GetTimestamp();

    public void Normal(EventSubject about, string reason, string action, string note) => Record(about, "Normal", reason, action, note);

    public void Warning(EventSubject about, string reason, string action, string note) => Record(about, "Warning", reason, action, note);

    public void Record(EventSubject about, string type, string reason, string action, string note)
    {
        // The subject's version is part of it, as in the original: an object that changes begins a new event.
        var key = $"{type}|{action}|{reason}|{about}";
        if (!_series.TryGetValue(key, out var series))
        {
            _series[key] = Create(about, type, reason, action, note);
            return;
        }

        series.Count++;
        series.LastObserved = _clock.GetUtcNow();
        series.LastSeen = _clock.GetTimestamp();
        if (series.Count == 2)
            Publish(series);
    }

    /// <summary>Sends heartbeats and ends series that have gone quiet, where it is time; to be called every so often.</summary>
    public void Tend()
    {
        foreach (var (key, series) in _series.ToArray())
        {
            if (_clock.GetElapsedTime(series.LastSeen) < Quiet)
                continue;
            if (series.Count > 1)
                Publish(series);
            _series.Remove(key);
        }

        if (_clock.GetElapsedTime(_lastHeartbeat) < Heartbeat)
            return;
        _lastHeartbeat = _clock.GetTimestamp();
        foreach (var series in _series.Values.Where(s => s.Count > 1))
            Publish(series);
    }

    private EventSeries Create(EventSubject about, string type, string reason, string action, string note)
    {
        var now = _clock.GetUtcNow();
        var content = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = store.NextEventName(about.Name, now), ["namespace"] = about.EventNamespace },
            ["eventTime"] = ObjectBody.MicroTime(now),
            ["reportingController"] = controller,
            ["reportingInstance"] = instance,
            ["action"] = action,
            ["reason"] = reason,
            ["regarding"] = about.ToJson(),
            ["note"] = note,
            ["type"] = type,
        };
        store.Create(ResourceKinds.EventsV1Event, content, Components.BinaryOf(controller));
        return new EventSeries(content) { Count = 1, LastObserved = now, LastSeen = _clock.GetTimestamp() };
    }

    private void Publish(EventSeries series)
    {
        series.Content["series"] = new JsonObject
        {
            ["count"] = series.Count,
            ["lastObservedTime"] = ObjectBody.MicroTime(series.LastObserved),
        };
        var metadata = series.Content["metadata"]!;
        var exists = store.Get(ResourceKinds.Event, (string)metadata["namespace"]!, (string)metadata["name"]!) is not null;
        if (exists)
            store.Update(ResourceKinds.EventsV1Event, series.Content, Components.BinaryOf(controller));
        else
            store.Create(ResourceKinds.EventsV1Event, series.Content, Components.BinaryOf(controller));
    }
}
