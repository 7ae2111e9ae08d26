using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Recorder;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>The cluster that scenarios play in: its nodes, workloads and pods, and the components that report on them.</summary>
internal sealed class ClusterModel
{
    private readonly Dictionary<string, EventRecorder> _recorders = [];
    private readonly ScenarioClock _clock;
    private readonly IdentitySource _names;
    private bool _built;

    public ClusterModel(ObjectStore store, Stage stage, ScenarioClock clock, int seed)
    {
        Store = store;
        Stage = stage;
        _clock = clock;
        Random = new Random(seed);
        Born = store.Time.GetUtcNow().AddDays(-10);
        _names = new IdentitySource(seed);
        Scheduler = new SeriesRecorder(store, "default-scheduler", "default-scheduler-control-plane-1", clock);
        Pods = new PodActs(this);
        Workloads = new WorkloadActs(this);
        Nodes = new NodeActs(this);
    }

    public ObjectStore Store { get; }

    public Stage Stage { get; }

    public Random Random { get; }

    public SeriesRecorder Scheduler { get; }

    public PodActs Pods { get; }

    public WorkloadActs Workloads { get; }

    public NodeActs Nodes { get; }

    public List<Workload> All { get; } = [];

    /// <summary>Names of the nodes on which pods can be placed now.</summary>
    public List<string> ReadyNodes { get; } = [];

    /// <summary>When what was there before the story was created: ten days and some hours ago.</summary>
    public DateTimeOffset Born { get; }

    /// <summary>Creates an object; while the cluster is built, one that has been there for days.</summary>
    public StoredObject Create(ResourceKind kind, JsonObject body, string manager)
    {
        if (!_built)
            body["metadata"]!["creationTimestamp"] = ObjectBody.Time(Born.AddMinutes(Random.Next(600)));
        return Store.Create(kind, body, new WriteContext(manager, KeepIdentity: !_built));
    }

    /// <summary>From now on, what is created is created now.</summary>
    public void HasBeenBuilt() => _built = true;

    public EventRecorder Kubelet(string node) => Component("kubelet", node);

    public EventRecorder Component(string name, string? host = null)
    {
        var key = name + "|" + host;
        if (!_recorders.TryGetValue(key, out var recorder))
            _recorders[key] = recorder = new EventRecorder(Store, name, host, clock: _clock);
        return recorder;
    }

    public EventSubject About(ResourceKind kind, string? ns, string name) => EventSubject.Of(Store.Get(kind, ns, name)!);

    public Workload Find(string name) => All.First(w => w.Name == name);

    public string Suffix(int length = 5) => _names.NextSuffix(length);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Random.Next(choices.Count)];

    public TimeSpan Between(double fromSeconds, double toSeconds) => TimeSpan.FromSeconds(fromSeconds + (Random.NextDouble() * (toSeconds - fromSeconds)));

    /// <summary>The recorders' own upkeep, for ever.</summary>
    public IEnumerable<TimeSpan> TendRecorders()
    {
        while (true)
        {
            yield return TimeSpan.FromSeconds(30);
            Scheduler.Tend();
        }
    }
}
