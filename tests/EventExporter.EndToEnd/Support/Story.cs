using EventExporter.SampleCluster.Server;
using EventExporter.Testing.Simulators;

namespace EventExporter.EndToEnd.Support;

/// <summary>What most stories need: a sample cluster, an Elasticsearch, a webhook service, a folder, and configurations that join them.</summary>
public abstract class Story : IAsyncLifetime
{
    private readonly List<RunningExporter> _exporters = [];

    private protected Workspace Workspace { get; } = new();

    private protected SampleApiServer Cluster { get; private set; } = null!;

    private protected EventMaker Events { get; set; } = null!;

    private protected ElasticsearchSimulator Elasticsearch { get; } = new();

    private protected WebhookReceiver Webhook { get; } = new();

    private protected string Kubeconfig => Workspace.Write("kubeconfig", Cluster.KubeconfigText);

    /// <summary>What Elasticsearch holds.</summary>
    private protected Ledger Indexed => Ledger.Of(Elasticsearch.Documents.Values);

    /// <summary>How the sample cluster is, if not as usual.</summary>
    private protected virtual SampleApiServerOptions ClusterOptions { get; } = new();

    public virtual async Task InitializeAsync()
    {
        Cluster = await SampleApiServer.StartAsync(ClusterOptions);
        Events = new EventMaker(Cluster);
        await Elasticsearch.StartAsync();
        await Webhook.StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var exporter in _exporters)
            await exporter.DisposeAsync();
        await Elasticsearch.DisposeAsync();
        await Webhook.DisposeAsync();
        await Cluster.DisposeAsync();
        Workspace.Dispose();
    }

    /// <summary>A configuration whose receivers each get every event of the cluster, and nothing that the exporter finds in them unless <see cref="Incidents"/> says so: stories count.</summary>
    /// <param name="receivers">Each a YAML list item.</param>
    private protected string Config(params string[] receivers) => ConfigWith("", receivers);

    private protected string ConfigWith(string more, params string[] receivers) => Workspace.Write("config.yaml", $$"""
        clusterName: sample
        logFormat: pretty
        source: {start: all}
        storage: {path: "{{Workspace.Data}}"}
        server: {address: "127.0.0.1:{{Port}}"{{ServerMore}}}
        patterns: {report: none}
        incidents: {{Incidents}}
        {{more}}
        route:
          match:
        {{string.Concat(receivers.Select(r => $"    - receiver: {NameOf(r)}\n"))}}
        receivers:
        {{string.Concat(receivers.Select(r => r.ReplaceLineEndings("\n  ").Insert(0, "  ") + "\n"))}}
        """);

    /// <summary>How events are gathered into incidents.</summary>
    private protected virtual string Incidents => "{enabled: false}";

    /// <summary>Where exporters listen; 0: on any free port.</summary>
    private protected int Port { get; set; }

    /// <summary>More of <c>server</c>, such as <c>, auth: {...}</c>.</summary>
    private protected string ServerMore { get; set; } = "";

    private protected string ElasticsearchReceiver(string more = "") => $$"""
        - name: search
          elasticsearch: {hosts: ["{{Elasticsearch.Address}}"], index: kube-events}
          retry: {initialDelay: 50ms, maxDelay: 300ms{{more}}}
        """;

    private protected string WebhookReceiver(string more = "") => $$"""
        - name: hook
          webhook: {endpoint: "{{Webhook.Address}}"}
          retry: {initialDelay: 50ms, maxDelay: 300ms{{more}}}
        """;

    private protected string FileReceiver() => $$"""
        - name: lines
          file: {path: "{{Workspace["events.jsonl"]}}"}
        """;

    /// <param name="environment">See <see cref="ExporterProcess.Start"/>.</param>
    private protected async Task<RunningExporter> RunAsync(string config, IReadOnlyDictionary<string, string>? environment = null)
    {
        var exporter = await RunningExporter.StartAsync(config, Kubeconfig, environment);
        _exporters.Add(exporter);
        return exporter;
    }

    private protected async Task<RunningExporter> RunUntilReadyAsync(string config)
    {
        var exporter = await RunAsync(config);
        await exporter.ReadyAsync();
        return exporter;
    }

    /// <summary>Every occurrence has arrived at Elasticsearch, with the counts that the cluster has.</summary>
    private protected async Task AllIndexedAsync(RunningExporter exporter)
    {
        await Eventually.EqualAsync(Events.Counts.Values.Sum(), () => Indexed.Sum, () => exporter.Log);
        Indexed.AssertTrue(Events.Counts);
    }

    private static string NameOf(string receiver) => receiver.Split('\n')[0]["- name: ".Length..];
}
