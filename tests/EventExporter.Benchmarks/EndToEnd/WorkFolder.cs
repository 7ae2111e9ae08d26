namespace EventExporter.Benchmarks.EndToEnd;

/// <summary>A temporary folder for one run: configuration, journal, log.</summary>
internal sealed class WorkFolder(bool keep) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("event-exporter-benchmark-").FullName;

    public void Dispose()
    {
        if (keep)
            Console.WriteLine($"Kept: {Path}");
        else
            Directory.Delete(Path, recursive: true);
    }
}
