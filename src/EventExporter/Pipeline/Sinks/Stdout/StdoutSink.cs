using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Stdout;

/// <summary>One line an event to standard output. A failed write is repeated like any other; nothing sticks.</summary>
internal sealed class StdoutSink(Stream output, IEventRenderer renderer) : ISink
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    public static StdoutSink Create(StdoutOptions options, SinkContext context) => new(
        context.StandardOutput(),
        options.Format == StdoutFormat.Pretty ? new PrettyLine(WantsColours()) : context.Renderers.Create(options.Layout, options.DeDot));

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        using var lines = new RenderedBatch(batch, renderer, after: LineBreak);
        await output.WriteAsync(lines.Buffer.Written, cancellation);
        await output.FlushAsync(cancellation);
        return lines.Outcomes(static _ => Outcome.Delivered());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // https://no-color.org: set to anything but the empty text.
    private static bool WantsColours() => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
