using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli;

/// <summary>What would hold events back on their way to receivers, by the configuration and the silences beside the journal.</summary>
internal sealed class QuietNotes : IDisposable
{
    private readonly IReadOnlyDictionary<string, DeliveryOptions> _options;
    private readonly RouteTree _routes;
    private readonly SilenceBook _book;
    private readonly IReadOnlyList<Silence> _silences;

    public QuietNotes(ExporterConfiguration configuration)
    {
        _options = Composition.DeliveryOf(configuration);
        _routes = Composition.Routes(configuration);
        _book = new SilenceBook(configuration.Storage.Path, TimeProvider.System, NullLogger.Instance);
        _book.Refresh();
        _silences = Silences(_book);
    }

    public IReadOnlyList<string> For(string receiver, AnalyzedEvent analyzed) =>
        QuietExplanation.Of(receiver, _options[receiver], _routes.Route(analyzed), _silences, _book, analyzed, TimeProvider.System.GetUtcNow());

    public void Dispose() => _book.Dispose();

    /// <summary>Explanations are given where the exporter's volume is not mounted too.</summary>
    private static IReadOnlyList<Silence> Silences(SilenceBook book)
    {
        try
        {
            return book.List();
        }
        catch (JournalUnavailableException)
        {
            return [];
        }
    }
}
