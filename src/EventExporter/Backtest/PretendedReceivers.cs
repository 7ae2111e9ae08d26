using System.Buffers;
using System.Text;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Routing;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Backtest;

/// <summary>Makes the receivers of a backtest: the real sinks, whose requests end in <see cref="PretendedServices"/>, and no file is written.</summary>
internal static class PretendedReceivers
{
    /// <exception cref="SinkConfigurationException">Options that only the sink itself can judge are wrong.</exception>
    public static ReceiverReplay Create(ExporterConfiguration configuration, RouteTree routes, int index, DateTimeOffset start, bool keepsMessages)
    {
        var config = configuration.Receivers[index];
        var clock = new VirtualClock(start);
        var account = new ReceiverAccount(config.Name, config.Type) { Messages = keepsMessages ? [] : null };
        var renderers = new EventRenderers(Composition.Templates(configuration, clock));
        var services = new PretendedServices();
        var alerts = new OpenAlerts();
        services.Requested = request =>
        {
            if (alerts.See(request) is { } operation)
                account.Sent(operation, request.Body, clock.GetUtcNow(), request.Address.AbsoluteUri);
        };
        var factory = new ReceiverFactory(renderers, clock, NullLoggerFactory.Instance)
        {
            StandardOutput = _ => Stream.Null,
            Transport = services,
            Inhibit = QuietSettingsOf.Inhibit(configuration.Inhibit),
            MarkedRules = Composition.Marked(configuration),
        };
        var receiver = factory.Create(Quietly(config), index);
        if (LinesOf(config, renderers) is { } renderer)
            receiver = receiver with { Type = config.Type, Sink = new LineSink(renderer, account, clock) };
        return new ReceiverReplay(receiver, routes, account, clock);
    }

    /// <summary>A sink that writes lines is not made at all: making it opens its file.</summary>
    private static ReceiverConfig Quietly(ReceiverConfig config) =>
        config.Options is FileSinkOptions ? config with { Type = "stdout", Options = new Pipeline.Sinks.Stdout.StdoutOptions() } : config;

    private static IEventRenderer? LinesOf(ReceiverConfig config, EventRenderers renderers) => config.Options switch
    {
        FileSinkOptions file => renderers.Create(file.Layout, file.DeDot),
        Pipeline.Sinks.Stdout.StdoutOptions stdout => renderers.Create(stdout.Layout, stdout.DeDot),
        _ => null,
    };

    /// <summary>Lines that would be appended to a file or to standard output.</summary>
    private sealed class LineSink(IEventRenderer renderer, ReceiverAccount account, TimeProvider clock) : ISink
    {
        public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Outcome>>([.. batch.Select(item => Write(item.Event))]);

        public ValueTask DisposeAsync() => default;

        private Outcome Write(AnalyzedEvent analyzed)
        {
            try
            {
                var line = new ArrayBufferWriter<byte>();
                renderer.Write(line, analyzed);
                account.Sent("line", Encoding.UTF8.GetString(line.WrittenSpan), clock.GetUtcNow());
                return Outcome.Delivered();
            }
            catch (RenderingException error)
            {
                return Outcome.Rejected(error.Message);
            }
        }
    }
}
