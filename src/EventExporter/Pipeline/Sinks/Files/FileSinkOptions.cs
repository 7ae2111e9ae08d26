using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Files;

[Receiver("file", "Writes each event as a line to a file, and rotates it.")]
internal sealed class FileSinkOptions
{
    [Option("path", "The file. /dev/stdout works too.", Required = true, IsTemplate = true, Example = "/var/log/events.jsonl")]
    public string Path { get; init; } = "";

    [Option("maxSize", "Size at which the file is rotated; 0: never. A number without a unit counts MiB.", Aliases = ["maxsize"], PlainNumber = "1MiB")]
    public ByteSize MaxSize { get; init; } = ByteSize.FromMebibytes(100);

    [Option("maxAge", "Age at which rotated files are removed; 0: never. A number without a unit counts days.", Aliases = ["maxage"], PlainNumber = "1d")]
    public TimeSpan MaxAge { get; init; }

    [Option("maxBackups", "How many rotated files are kept; 0: all.", Aliases = ["maxbackups"], Min = 0)]
    public int MaxBackups { get; init; }

    [Option("compress", "Compress rotated files with gzip.")]
    public bool Compress { get; init; }

    [Option("sync", "When a batch counts as delivered: none: handed to the operating system; always: on the disk (fsync).")]
    public FileSync Sync { get; init; } = FileSync.None;

    [Option("deDot", "Replace dots in the keys of labels and annotations by underscores.")]
    public bool DeDot { get; init; }

    [Option("layout", "The document to write, with templates in its texts; the default document if left out.")]
    public ConfigNode? Layout { get; init; }

    /// <summary>The same options for another file.</summary>
    public FileSinkOptions At(string path) => new()
    {
        Path = path,
        MaxSize = MaxSize,
        MaxAge = MaxAge,
        MaxBackups = MaxBackups,
        Compress = Compress,
        Sync = Sync,
        DeDot = DeDot,
        Layout = Layout,
    };
}
