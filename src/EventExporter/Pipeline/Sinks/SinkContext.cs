using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks;

/// <summary>What a sink may need besides its own options.</summary>
/// <param name="Receiver">The receiver's name, for messages.</param>
internal sealed record SinkContext(string Receiver, Rendering.EventRenderers Renderers, TimeProvider Time, ILoggerFactory Loggers)
{
    public Func<Stream> StandardOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Takes the requests of HTTP sinks in place of the network, to show them instead of sending them; null: they are sent.</summary>
    public HttpMessageHandler? Transport { get; init; }
}
