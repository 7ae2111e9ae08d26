using BenchmarkDotNet.Attributes;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Benchmarks.Journal;

/// <summary>What an event costs on its way into the journal and, for a reader that lags, out of the file. Times are per event.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks : IDisposable
{
    private const int Size = 1000;

    private readonly BatchEncoder _encoder = new();
    private readonly ExporterMetrics _metrics = new();
    private readonly JournalCommit _commit = BenchmarkEvents.Commit(Size, 1);
    private byte[] _payload = [];
    private string _folder = "";
    private SqliteJournal? _journal;

    [GlobalSetup]
    public void SetUp()
    {
        _payload = _encoder.Encode(_commit.Events);
        Console.WriteLine($"// {_encoder.BodyLength / Size} bytes an event, {_payload.Length / Size} compressed");
        _folder = Directory.CreateTempSubdirectory("journal-benchmark-").FullName;
        _journal = SqliteJournal.Open(new JournalOptions(_folder) { MaxSize = 256 << 20 }, TimeProvider.System, _metrics, new HealthBoard(), NullLogger<SqliteJournal>.Instance);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _journal!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Size)]
    public byte[] Encode() => _encoder.Encode(_commit.Events);

    [Benchmark(OperationsPerInvoke = Size)]
    public object Decode() => BatchDecoder.Decode(_payload);

    /// <summary>Encoding, the transaction with positions and seen-set, and retention of a journal at its size.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public Task Append() => _journal!.AppendAsync(_commit, CancellationToken.None);
}
