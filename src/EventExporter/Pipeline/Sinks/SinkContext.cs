using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks;

/// <summary>What a sink may need besides its own options.</summary>
/// <param name="Receiver">The receiver's name, for messages.</param>
internal sealed record SinkContext(string Receiver, Rendering.EventRenderers Renderers, TimeProvider Time, ILoggerFactory Loggers)
{
    public Func<Stream> StandardOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Where a sink may keep a small file of its own across restarts; null: nowhere.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Takes the requests of HTTP sinks in place of the network, to show them instead of sending them; null: they are sent.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Where people find the exporter's own pages; null: nowhere.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>The receiver's own file; null: it has none.</summary>
    /// <param name="kind">What it is for, such as <c>slack</c>.</param>
    public string? StateFile(string kind) => StateFolder is null ? null : Path.Combine(StateFolder, $"{kind}-{Uri.EscapeDataString(Receiver)}.json");
}
