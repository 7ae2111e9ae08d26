using System.Text.Json;
using Microsoft.Extensions.Logging;

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
    private readonly Lock _fileGate = new();
    private readonly Dictionary<string, MessagePlace> _places;
    private readonly string? _file;
    private readonly TimeSpan _keep;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private bool _isChanged;

    /// <param name="file">Null: in memory only.</param>
    /// <param name="keep">Older places are forgotten.</param>
    public MessagePlaces(string? file, TimeSpan keep, TimeProvider time, ILogger log)
    {
        (_file, _keep, _time, _log) = (file, keep, time, log);
        _places = Load();
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
    public void Save()
    {
        if (_file is null)
            return;
        lock (_fileGate)
        {
            if (Snapshot() is not { } content)
                return;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
                File.WriteAllBytes(_file + ".new", content);
                File.Move(_file + ".new", _file, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _log.LogWarning("{File} cannot be written: {Problem} After a restart recurring events will be posted anew.", _file, error.Message);
            }
        }
    }

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

    private Dictionary<string, MessagePlace> Load()
    {
        if (_file is null || !File.Exists(_file))
            return [];
        try
        {
            var places = JsonSerializer.Deserialize<Dictionary<string, MessagePlace?>>(File.ReadAllBytes(_file)) ?? [];
            return places.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            _log.LogWarning("{File} cannot be read: {Problem} Recurring events will be posted anew.", _file, error.Message);
            return [];
        }
    }
}
