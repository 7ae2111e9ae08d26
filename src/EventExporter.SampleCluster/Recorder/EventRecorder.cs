using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Recorder;

/// <summary>
/// Records events as kubelet and the controllers do (client-go tools/record): the first occurrence creates an event, equal ones count it up,
/// many similar ones are combined, and what exceeds the spam limit is lost, though counted. Not safe for concurrent use.
/// </summary>
/// <param name="component">The <c>source.component</c>, for example <c>kubelet</c>.</param>
/// <param name="host">The <c>source.host</c>; null for components that run anywhere.</param>
public sealed class EventRecorder(ObjectStore store, string component, string? host = null, EventRecorderOptions? options = null, TimeProvider? clock = null)
{
    private const string CombinedPrefix = "(combined from similar events): ";

    private readonly TimeProvider _clock = clock ?? store.Time;
    private readonly Dictionary<string, (string Name, int Count)> _known = [];
    private readonly EventRecorderOptions _options = options ?? new EventRecorderOptions();
    private Aggregator? _aggregator;
    private SpamFilter? _spam;

    /// <summary>How many occurrences the spam limit kept from the API server.</summary>
    public int Dropped { get; private set; }

    public void Normal(EventSubject about, string reason, string message) => Record(about, "Normal", reason, message);

    public void Warning(EventSubject about, string reason, string message) => Record(about, "Warning", reason, message);

    public void Record(EventSubject about, string type, string reason, string message)
    {
        _aggregator ??= new Aggregator(_options, _clock);
        _spam ??= new SpamFilter(_options, _clock);
        var source = $"{component}|{host}|{about.Kind}|{about.Namespace}|{about.Name}|{about.Uid}|{about.ApiVersion}";
        var group = $"{source}|{type}|{reason}";
        var combined = _aggregator.Combines(group, message);
        var key = combined ? group : $"{group}|{about.FieldPath}|{message}";
        var (name, count) = _known.TryGetValue(key, out var known) ? known : (store.NextEventName(about.Name, _clock.GetUtcNow()), 0);
        _known[key] = (name, count + 1);
        if (_options.FiltersSpam && !_spam.Admits(source))
            Dropped++;
        else
            Write(about, type, reason, combined ? CombinedPrefix + message : message, name, count + 1);
    }

    private void Write(EventSubject about, string type, string reason, string message, string name, int count)
    {
        var now = ObjectBody.Time(_clock.GetUtcNow());
        if (count > 1 && store.Get(ResourceKinds.Event, about.EventNamespace, name) is { } known)
        {
            store.Modify(ResourceKinds.Event, known.Namespace, known.Name, e =>
            {
                e["count"] = count;
                e["lastTimestamp"] = now;
                e["message"] = message;
            }, Components.BinaryOf(component));
            return;
        }

        var source = new JsonObject { ["component"] = component };
        if (host is not null)
            source["host"] = host;
        store.Create(ResourceKinds.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = about.EventNamespace },
            ["involvedObject"] = about.ToJson(),
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = source,
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = count,
            ["type"] = type,
            ["reportingComponent"] = component,
            ["reportingInstance"] = host ?? "",
        }, Components.BinaryOf(component));
    }
}
