using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Playback;

/// <summary>
/// Plays a recorded watch into a store, so that its watchers see what was recorded: same events, same uids, same counts, in the same order.
/// Versions are the store's own. Times are kept too, unless the playback is told to move the recording to now.
/// </summary>
public sealed class RecordingPlayer
{
    private readonly ObjectStore _store;
    private readonly List<RecordedChange> _changes;
    private readonly TimeSpan _shift;
    private int _next;

    private RecordingPlayer(ObjectStore store, List<RecordedChange> changes, bool moveToNow)
    {
        _store = store;
        _changes = changes;
        _shift = moveToNow && changes.Count > 0 ? store.Time.GetUtcNow() - changes[0].At : TimeSpan.Zero;
    }

    public int Total => _changes.Count;

    /// <summary>How many changes were played.</summary>
    public int Played => _next;

    /// <summary>Reads a folder with <c>watch.jsonl</c> and, where there is one, <c>objects.json</c>, whose objects are put into the store at once.</summary>
    /// <param name="moveToNow">Move all times so that the recording begins now; exporters that skip old events would skip it otherwise.</param>
    public static RecordingPlayer Load(ObjectStore store, string folder, bool moveToNow = false)
    {
        var objects = Path.Combine(folder, "objects.json");
        if (File.Exists(objects))
            PutObjects(store, JsonNode.Parse(File.ReadAllText(objects))!.AsArray());
        return new RecordingPlayer(store, [.. ReadChanges(Path.Combine(folder, "watch.jsonl"))], moveToNow);
    }

    /// <summary>Plays the next change; false when there is none.</summary>
    public bool Step()
    {
        if (_next >= _changes.Count)
            return false;
        Apply(_changes[_next++]);
        return true;
    }

    /// <summary>Plays the rest as fast as possible.</summary>
    public void PlayAll()
    {
        while (Step())
        {
            // Each step is one write.
        }
    }

    /// <summary>Plays the rest in the rhythm of the recording, on the store's clock.</summary>
    /// <param name="speed">2 plays twice as fast.</param>
    public async Task PlayAsync(double speed = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        while (_next < _changes.Count)
        {
            var pause = _next == 0 ? TimeSpan.Zero : (_changes[_next].At - _changes[_next - 1].At) / speed;
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _store.Time, cancellation);
            Step();
        }
    }

    private static IEnumerable<RecordedChange> ReadChanges(string path)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            var json = JsonNode.Parse(line)!.AsObject();
            var body = json["object"]!.AsObject();
            var type = Enum.Parse<ChangeType>((string)json["type"]!, ignoreCase: true);
            // A write that carries no newer time of its own happened when the one before it did.
            latest = TimeOf(body) is { } at && at > latest ? at : latest;
            json.Remove("object");
            yield return new RecordedChange(type, body, latest);
        }
    }

    private static DateTimeOffset? TimeOf(JsonObject body) =>
        new[] { body["series"]?["lastObservedTime"], body["lastTimestamp"], body["eventTime"], body["metadata"]?["creationTimestamp"] }
            .Where(t => t is not null)
            .Select(t => DateTimeOffset.Parse((string)t!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
            .Cast<DateTimeOffset?>()
            .FirstOrDefault();

    private static void PutObjects(ObjectStore store, JsonArray objects)
    {
        foreach (var item in objects.OfType<JsonObject>())
        {
            var kind = ResourceKinds.Of((string)item["apiVersion"]!, (string)item["kind"]!);
            var metadata = item["metadata"]!;
            if (store.Get(kind, (string?)metadata["namespace"], (string)metadata["name"]!) is { } old)
                store.Delete(kind, old.Namespace, old.Name);
            store.Create(kind, item, new WriteContext(Manager: null, KeepIdentity: true));
        }
    }

    private void Apply(RecordedChange change)
    {
        var body = change.Object.DeepClone().AsObject();
        if (_shift != TimeSpan.Zero)
            TimeShift.Apply(body, _shift);
        var metadata = body["metadata"]!.AsObject();
        var (ns, name) = ((string?)metadata["namespace"], (string)metadata["name"]!);
        metadata.Remove("resourceVersion");
        if (change.Type == ChangeType.Deleted)
            _store.Delete(ResourceKinds.Event, ns, name);
        else if (_store.Get(ResourceKinds.Event, ns, name) is null)
            _store.Create(ResourceKinds.Event, body, new WriteContext(Manager: null, KeepIdentity: true));
        else
            _store.Update(ResourceKinds.Event, body, new WriteContext(Manager: null));
    }
}
