using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Files;

/// <summary>
/// Moves a full file aside as <c>name-2026-01-31T12-00-00.000.ext</c> and removes old ones. Trouble with that is logged and never keeps
/// events from being written.
/// </summary>
internal sealed class FileRotation(FileSinkOptions options, ILogger logger, TimeProvider time)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH-mm-ss.fff";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(options.Path)) ?? ".";
    private readonly string _stem = Path.GetFileNameWithoutExtension(options.Path);
    private readonly string _extension = Path.GetExtension(options.Path);

    public bool IsDue(FileStream file, int more) =>
        options.MaxSize.Bytes > 0 && file.CanSeek && file.Length > 0 && file.Length + more > options.MaxSize.Bytes;

    public async Task RotateAsync(CancellationToken cancellation)
    {
        try
        {
            var aside = FreeName();
            File.Move(options.Path, aside);
            if (options.Compress)
                await CompressAsync(aside, cancellation);
            Prune();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} could not be rotated: {Reason}", options.Path, error.Message);
        }
    }

    private string FreeName()
    {
        for (var at = time.GetUtcNow(); ; at += TimeSpan.FromMilliseconds(1))
        {
            var name = Path.Combine(_folder, $"{_stem}-{at.ToString(TimeFormat, CultureInfo.InvariantCulture)}{_extension}");
            if (!File.Exists(name) && !File.Exists(name + ".gz"))
                return name;
        }
    }

    private static async Task CompressAsync(string file, CancellationToken cancellation)
    {
        var unfinished = file + ".gz.part";
        await using (var from = File.OpenRead(file))
        await using (var to = new GZipStream(File.Create(unfinished), CompressionLevel.Fastest))
            await from.CopyToAsync(to, cancellation);
        File.Move(unfinished, file + ".gz");
        File.Delete(file);
    }

    private void Prune()
    {
        var rotated = Directory.EnumerateFiles(_folder, $"{_stem}-*")
            .Select(file => (File: file, At: TimeOf(file)))
            .Where(static backup => backup.At is not null)
            .OrderByDescending(static backup => backup.At)
            .ToList();
        var oldest = options.MaxAge > TimeSpan.Zero ? time.GetUtcNow() - options.MaxAge : DateTimeOffset.MinValue;
        var kept = options.MaxBackups > 0 ? options.MaxBackups : int.MaxValue;
        foreach (var (file, _) in rotated.Where((backup, place) => place >= kept || backup.At < oldest))
            File.Delete(file);
    }

    private DateTimeOffset? TimeOf(string file)
    {
        var name = Path.GetFileName(file);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        if (!name.EndsWith(_extension, StringComparison.Ordinal) || name.Length <= _stem.Length + 1 + _extension.Length)
            return null;
        var text = name[(_stem.Length + 1)..^_extension.Length];
        return DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
