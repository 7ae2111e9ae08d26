using System.Buffers;
using System.Text;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Files;
using EventExporter.Pipeline.Sinks.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.Render;

/// <summary>What a receiver would send for events: its own sink at work, with a recorder in place of the network. Nothing leaves the process.</summary>
internal static class ReceiverRequests
{
    public static async Task<string> ShowAsync(ExporterConfiguration configuration, ReceiverConfig config, IReadOnlyList<AnalyzedEvent> events, CancellationToken cancellation)
    {
        var renderers = new EventRenderers(Composition.Templates(configuration, TimeProvider.System));
        if (config.Options is FileSinkOptions file)
            return Lines(renderers, file, events);

        using var recorder = new RequestRecorder();
        using var output = new MemoryStream();
        var factory = new ReceiverFactory(renderers, TimeProvider.System, NullLoggerFactory.Instance) { StandardOutput = _ => output, Transport = recorder, ExternalUrl = configuration.Server.ExternalUrl };
        var receiver = factory.Create(config, 0);
        var outcomes = await receiver.Sink.SendAsync([.. events.Select((e, i) => new DeliveryItem(i + 1, e))], cancellation);
        var failure = outcomes.FirstOrDefault(o => o.Kind == OutcomeKind.Rejected && recorder.Text.Length == 0 && output.Length == 0);
        if (failure.Reason is { } reason)
            throw UserError.Failure($"event-exporter: {reason}");
        var text = recorder.Text.Append(Encoding.UTF8.GetString(output.ToArray())).ToString();
        return new SecretMask(Secrets(config.Options)).Apply(text);
    }

    private static string Lines(EventRenderers renderers, FileSinkOptions options, IReadOnlyList<AnalyzedEvent> events)
    {
        var path = renderers.Text(options.Path, "path");
        var renderer = renderers.Create(options.Layout, options.DeDot);
        var text = new StringBuilder();
        foreach (var analyzed in events)
        {
            var line = new ArrayBufferWriter<byte>();
            renderer.Write(line, analyzed);
            text.Append("append to ").Append(path.For(analyzed)).Append('\n').Append(Encoding.UTF8.GetString(line.WrittenSpan)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Every value that the options declare to be a secret.</summary>
    public static IEnumerable<string> Secrets(object options) =>
        OptionsClass.Of(options.GetType()).Properties.SelectMany(property => In(property.Property.GetValue(options)));

    private static IEnumerable<string> In(object? value) => value switch
    {
        Secret secret => [secret.Reveal()],
        IEnumerable<Secret> secrets => secrets.Select(s => s.Reveal()),
        IReadOnlyDictionary<string, Secret> map => map.Where(e => !Pipeline.Rendering.Templates.TemplateCompiler.IsTemplate(e.Value.Reveal())).Select(e => e.Value.Reveal()),
        null or string => [],
        _ when value.GetType().Namespace?.StartsWith("EventExporter", StringComparison.Ordinal) == true && value.GetType().IsClass && OptionsClass.Of(value.GetType()).Properties.Count > 0 => Secrets(value),
        _ => [],
    };
}
