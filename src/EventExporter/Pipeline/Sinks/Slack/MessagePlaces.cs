using System.Text.Json;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// The places of a receiver's messages, in memory and in a small file beside the journal, so that a restart goes on with the same
/// messages. The file is a convenience: if it is lost or cannot be written, messages are posted anew.
/// </summary>
internal sealed class MessagePlaces
{
    /// <summary>Some 300 KiB of file. Beyond that the oldest are forgotten.</summary>
    public const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MessagePlace> _places;
    private readonly StateFile _file;
    private readonly TimeSpan _keep;
    private readonly TimeProvider _time;
    private bool _isChanged;

    /// <param name="keep">Older places are forgotten.</param>
    public MessagePlaces(StateFile file, TimeSpan keep, TimeProvider time)
    {
        (_file, _keep, _time) = (file, keep, time);
        var places = file.Read<Dictionary<string, MessagePlace?>>() ?? [];
        _places = places.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!, StringComparer.Ordinal);
    }

    public MessagePlace? Find(string key)
    {
        lock (_gate)
            return _places.TryGetValue(key, out var place) && IsFresh(place) ? place : null;
    }

    public void Remember(string key, MessagePlace place)
    {
        lock (_gate)
        {
            _places[key] = place;
            _isChanged = true;
            if (_places.Count > Most)
                Shrink();
        }
    }

    public void Forget(string key)
    {
        lock (_gate)
            _isChanged |= _places.Remove(key);
    }

    /// <summary>Writes the file if something has changed.</summary>
    public void Save() => _file.Write(Snapshot);

    private byte[]? Snapshot()
    {
        lock (_gate)
        {
            if (!_isChanged)
                return null;
            _isChanged = false;
            return JsonSerializer.SerializeToUtf8Bytes(_places);
        }
    }

    private void Shrink()
    {
        var surplus = _places.Where(pair => !IsFresh(pair.Value)).Select(static pair => pair.Key).ToList();
        if (_places.Count - surplus.Count > Most)
            surplus.AddRange(_places.OrderBy(static pair => pair.Value.PostedAt).Select(static pair => pair.Key).Take(Most / 10));
        foreach (var key in surplus)
            _places.Remove(key);
    }

    private bool IsFresh(MessagePlace place) => _time.GetUtcNow() - place.PostedAt < _keep;
}
