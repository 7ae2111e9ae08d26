using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Alerts;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Routing;
using EventExporter.Web.Api.Posting;

namespace EventExporter.Web.Api;

/// <summary>Where the API's answers come from: the running exporter.</summary>
internal sealed record ApiSources
{
    public required IJournal Journal { get; init; }

    public required IDeadLetterStore DeadLetters { get; init; }

    public required RouteTree Routes { get; init; }

    public required IAnalyzer Analyzer { get; init; }

    /// <summary>Each receiver's account, in the order of the configuration.</summary>
    public required Func<IReadOnlyList<ReceiverStatus>> Receivers { get; init; }

    public required DeliveryRates Rates { get; init; }

    /// <summary>Where posted events go.</summary>
    public required PostedEvents Posted { get; init; }

    public required HistoryAccess History { get; init; }

    /// <summary>Null where none are looked for.</summary>
    public IIncidentBook? Incidents { get; init; }

    /// <summary>Null where none are looked for.</summary>
    public IPatternBook? Patterns { get; init; }

    /// <summary>Null where there are no rules to be held.</summary>
    public IAlertBook? Alerts { get; init; }

    /// <summary>Null where nothing can be silenced.</summary>
    public ISilenceBook? Silences { get; init; }

    /// <summary>Since when events are decided on by <see cref="Routes"/>.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Set when the exporter is told to stop: streams end then, other answers are given until it is gone.</summary>
    public required CancellationToken Stop { get; init; }
}
