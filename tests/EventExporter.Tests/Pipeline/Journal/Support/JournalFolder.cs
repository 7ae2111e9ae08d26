using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using EventExporter.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Journal.Support;

/// <summary>A folder for a journal that is gone after the test, with a clock that stands still.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly ExporterMetrics _metrics = new();

    public JournalFolder(Func<JournalOptions, JournalOptions>? configure = null)
    {
        Path = Directory.CreateTempSubdirectory("journal-").FullName;
        Options = (configure ?? (o => o))(new JournalOptions(Path));
    }

    public string Path { get; }

    public JournalOptions Options { get; set; }

    public ManualTimeProvider Clock { get; } = new();

    public HealthBoard Health { get; } = new();

    public SqliteJournal Open() => SqliteJournal.Open(Options, Clock, _metrics, Health, NullLogger<SqliteJournal>.Instance);

    public void Dispose()
    {
        _metrics.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
