using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Delivery;
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

    /// <summary>Since when events are decided on by <see cref="Routes"/>.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Set when the exporter is told to stop: streams end then, other answers are given until it is gone.</summary>
    public required CancellationToken Stop { get; init; }
}
