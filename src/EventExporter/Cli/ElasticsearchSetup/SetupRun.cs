using EventExporter.Cli.ElasticsearchSetup.Kibana;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Hosting;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>One call of <c>elasticsearch setup</c>: first the cluster, then Kibana. What is there as it should be is left alone.</summary>
internal static class SetupRun
{
    public static async Task<int> RunAsync(SetupRequest request, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var configuration = ConfigurationFile.Load(request.ConfigFile);
        var config = Choose(configuration, request);
        var options = (ElasticsearchOptions)config.Options;
        if (options.Layout is { IsNull: false })
            throw UserError.Usage($"event-exporter: receiver '{config.Name}' has a layout of its own, and only you know the mapping that it needs (leave layout out, or make the templates yourself).");
        try
        {
            var renderers = new EventRenderers(Composition.Templates(configuration, time));
            var target = new DocumentTarget(options, renderers);
            using var client = new ElasticsearchClient(options, new SinkContext(config.Name, renderers, time, NullLoggerFactory.Instance));
            using var kibana = KibanaApi.Of(options, request);
            var cluster = await new ClusterSetup(new ClusterApi(client, output, request.DryRun), client, target, request, output).RunAsync(cancellation);
            await new DashboardSetup(kibana, target, cluster, request, output).RunAsync(cancellation);
            return ExitCode.Success;
        }
        catch (SinkConfigurationException problem)
        {
            throw UserError.Usage($"{config.Type} ({config.Name}): {problem.Message} ({problem.Hint})");
        }
        catch (HttpRequestException error)
        {
            var inner = error.InnerException?.Message ?? "";
            throw UserError.Failure($"event-exporter: no answer: {(error.Message.Contains(inner, StringComparison.Ordinal) ? error.Message : $"{error.Message} {inner}")}");
        }
    }

    private static ReceiverConfig Choose(ExporterConfiguration configuration, SetupRequest request)
    {
        var fitting = configuration.Receivers.Where(static receiver => receiver.Options is ElasticsearchOptions).ToList();
        if (fitting.Count == 0)
            throw UserError.Usage($"event-exporter: {request.ConfigFile} has no receiver of type elasticsearch or opensearch.");
        var names = string.Join(", ", fitting.Select(static receiver => receiver.Name));
        if (request.Receiver is null)
            return fitting.Count == 1 ? fitting[0] : throw UserError.Usage($"event-exporter: {request.ConfigFile} has several such receivers; name one with --receiver: {names}.");
        return fitting.FirstOrDefault(receiver => receiver.Name == request.Receiver)
            ?? throw UserError.Usage($"event-exporter: {request.ConfigFile} has no receiver '{request.Receiver}' of type elasticsearch or opensearch; it has {names}.");
    }
}
