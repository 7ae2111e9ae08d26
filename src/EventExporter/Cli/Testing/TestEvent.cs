using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events;

namespace EventExporter.Cli.Testing;

/// <summary>An event that says of itself that it is a test, for people and for filters.</summary>
internal static class TestEvent
{
    public const string Reason = "EventExporterTest";

    /// <param name="labels">Of the object that it is about, for receivers that go by them; null: none.</param>
    /// <param name="annotations">Likewise.</param>
    public static AnalyzedEvent Create(
        ExporterConfiguration configuration,
        string receiver,
        DateTimeOffset now,
        IReadOnlyDictionary<string, string>? labels = null,
        IReadOnlyDictionary<string, string>? annotations = null)
    {
        var id = Guid.NewGuid();
        var about = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "default", Name = "event-exporter-test", Uid = id.ToString() };
        var observed = new ClusterEvent
        {
            Cluster = configuration.ClusterName,
            Name = $"event-exporter-test.{id:N}"[..36],
            Namespace = "default",
            Uid = id.ToString(),
            ResourceVersion = "1",
            CreationTimestamp = now,
            FirstTimestamp = now,
            LastTimestamp = now,
            ObservedAt = now,
            Reason = Reason,
            Message = $"This is a test of receiver '{receiver}'. Nothing happened in the cluster.",
            Type = "Normal",
            Count = 1,
            SourceComponent = "event-exporter",
            ReportingController = "event-exporter",
            Annotations = new Dictionary<string, string> { ["event-exporter/test"] = "true" },
            InvolvedObject = about,
        };
        var facts = labels is null && annotations is null
            ? ObjectFacts.Unknown
            : ObjectFacts.Unknown with { Labels = labels ?? ObjectFacts.Unknown.Labels, Annotations = annotations ?? ObjectFacts.Unknown.Annotations };
        return Composition.Analyzer(configuration).Analyze(new EnrichedEvent(observed, facts));
    }
}
