using EventExporter.History;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Intake;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Pipeline.Routing;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Hosting;

/// <summary>What an exporter is put together from. Whoever makes it says where events come from and how objects are looked up.</summary>
internal sealed record ExporterParts
{
    public required IEventSource Source { get; init; }

    public required IEnricher Enricher { get; init; }

    public required IAnalyzer Analyzer { get; init; }

    /// <summary>Looks at events together, after <see cref="Analyzer"/> has looked at each.</summary>
    public IBatchAnalyzer Together { get; init; } = NoBatchAnalyzer.Instance;

    public required IJournal Journal { get; init; }

    public required IDeadLetterStore DeadLetters { get; init; }

    public required RouteTree Routes { get; init; }

    public required IReadOnlyList<Receiver> Receivers { get; init; }

    public required ExporterSurroundings Surroundings { get; init; }

    /// <summary>Takes events that no watch brings; null: there are none.</summary>
    public EventInlet? Inlet { get; init; }

    /// <summary>Consumers of the journal that are no receivers.</summary>
    public IReadOnlyList<IJournalFollower> Followers { get; init; } = [];

    /// <summary>What looks for patterns, unusual rates and alerts, and shows them; null: nothing does. Its follower is one of <see cref="Followers"/>.</summary>
    public DetectionParts? Detection { get; init; }

    /// <summary>Is told how each event ended at each receiver.</summary>
    public IDeliveryLog DeliveryLog { get; init; } = NoDeliveryLog.Instance;

    /// <summary>What happened, to be asked; null where none is kept.</summary>
    public IEventHistory? History { get; init; }

    /// <summary>What is silent; null: nothing.</summary>
    public SilenceBook? Silences { get; init; }

    public IntakeOptions Intake { get; init; } = new();
}
