using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Flood;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>What the handlers share.</summary>
internal sealed class ServerState(SampleApiServerOptions options)
{
    public SampleApiServerOptions Options { get; } = options;

    public ObjectStore Store { get; set; } = new(options.Time, options.Store);

    public FaultControls Faults => field ??= new FaultControls(() => Store, Options.Time);

    public RequestLog Requests { get; } = new(options.RequestLogLimit);

    public AccessRules Access { get; } = new();

    /// <summary>While set, lists and watches of events are answered by it instead of the store.</summary>
    public EventFlood? Flood { get; set; }

    /// <summary>Ends when the server stops listening; replaced when it starts again.</summary>
    public CancellationTokenSource Stopping { get; set; } = new();
}
