using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Stdout;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Files;

/// <summary>
/// One line an event to a file. Opened anew after every failure and when something else moved it away (logrotate), so that no error
/// sticks; what a failed write left behind is cut off again.
/// </summary>
internal sealed class FileSink(FileSinkOptions options, IEventRenderer renderer, FileRotation rotation) : ISink
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    private readonly SemaphoreSlim _turn = new(1);
    private FileStream? _file;

    public static ISink Create(FileSinkOptions options, SinkContext context)
    {
        var renderer = context.Renderers.Create(options.Layout, options.DeDot);
        var path = context.Renderers.Text(options.Path, "path");
        if (!path.IsConstant)
            return new FilesByEvent(path, made => new FileSink(made, renderer, new FileRotation(made, context.Loggers.CreateLogger<FileSink>(), context.Time)), options);
        // As streams of the process: opened as files they fail where the process was given sockets, and they cannot be rotated.
        return options.Path switch
        {
            "/dev/stdout" => new StdoutSink(Console.OpenStandardOutput(), renderer),
            "/dev/stderr" => new StdoutSink(Console.OpenStandardError(), renderer),
            _ => new FileSink(options, renderer, new FileRotation(options, context.Loggers.CreateLogger<FileSink>(), context.Time)),
        };
    }

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        using var lines = new RenderedBatch(batch, renderer, after: LineBreak);
        await _turn.WaitAsync(cancellation);
        try
        {
            await WriteAsync(lines.Buffer.Written, cancellation);
        }
        finally
        {
            _turn.Release();
        }

        return lines.Outcomes(static _ => Outcome.Delivered());
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
        _turn.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        if (_file is not null && WasMovedAway(_file))
            await CloseAsync();
        _file ??= Open();
        if (rotation.IsDue(_file, lines.Length))
        {
            await CloseAsync();
            await rotation.RotateAsync(cancellation);
            _file = Open();
        }

        var before = _file.CanSeek ? _file.Length : 0;
        try
        {
            await _file.WriteAsync(lines, CancellationToken.None);
            await _file.FlushAsync(CancellationToken.None);
            if (options.Sync == FileSync.Always && _file.CanSeek)
                _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            TakeBack(_file, before);
            await CloseAsync();
            throw;
        }
    }

    private FileStream Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // Unbuffered: a batch is one write, and a failure shows at that write.
        var file = new FileStream(options.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.CanSeek)
            file.Seek(0, SeekOrigin.End);
        return file;
    }

    private async Task CloseAsync()
    {
        var file = _file;
        _file = null;
        try
        {
            if (file is not null)
                await file.DisposeAsync();
        }
        catch (IOException)
        {
            // It is given up anyway.
        }
    }

    /// <summary>Whether the path leads to another file than the open one. Told by the length, which both must have in common.</summary>
    private bool WasMovedAway(FileStream file)
    {
        if (!file.CanSeek)
            return false;
        var there = new FileInfo(options.Path);
        if (!there.Exists || there.Length != file.Length)
            return true;
        // Cut short in place (copytruncate): go on at the new end.
        file.Seek(0, SeekOrigin.End);
        return false;
    }

    private static void TakeBack(FileStream file, long length)
    {
        try
        {
            if (file.CanSeek)
                file.SetLength(length);
        }
        catch (IOException)
        {
            // The disk is in trouble; a torn line is all that can come of it.
        }
    }
}
