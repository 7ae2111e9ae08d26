using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Files;
using EventExporter.Pipeline.Sinks.Stdout;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks;

public sealed class FileSinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("file-sink-").FullName;

    private string Target => Path.Combine(_folder, "events.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_are_appended_a_line_each()
    {
        File.WriteAllText(Target, "earlier\n");
        await using var sink = Create(new FileSinkOptions { Path = Target, Sync = FileSync.Always });
        await sink.SendAsync(Some.Items(2), default);
        await sink.SendAsync(Some.Items(1), default);
        var lines = File.ReadAllLines(Target);
        Assert.Equal(4, lines.Length);
        Assert.Equal("earlier", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("{\"metadata\":", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "*.jsonl.gz")]
    [InlineData(false, "events-*.jsonl")]
    public async Task A_full_file_is_moved_aside_and_only_some_are_kept(bool compress, string rotated)
    {
        await using var sink = Create(new FileSinkOptions { Path = Target, MaxSize = new ByteSize(1000), MaxBackups = 2, Compress = compress });
        for (var i = 0; i < 6; i++)
            await sink.SendAsync(Some.Items(1), default);
        Assert.Single(File.ReadAllLines(Target));
        Assert.Equal(2, Directory.GetFiles(_folder, rotated).Length);
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_made_anew()
    {
        await using var sink = Create(new FileSinkOptions { Path = Target });
        await sink.SendAsync(Some.Items(2), default);
        File.Move(Target, Target + ".1");
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal((2, 1), (File.ReadAllLines(Target + ".1").Length, File.ReadAllLines(Target).Length));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_goes_on_at_its_new_end()
    {
        await using var sink = Create(new FileSinkOptions { Path = Target });
        await sink.SendAsync(Some.Items(2), default);
        await using (var other = new FileStream(Target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(0);
        await sink.SendAsync(Some.Items(1), default);
        Assert.StartsWith("{\"metadata\":", Assert.Single(File.ReadAllLines(Target)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_failure_does_not_stick()
    {
        var folder = Path.Combine(_folder, "sub");
        File.WriteAllText(folder, "a file where the folder should be");
        await using var sink = Create(new FileSinkOptions { Path = Path.Combine(folder, "events.jsonl") });
        await Assert.ThrowsAnyAsync<IOException>(() => sink.SendAsync(Some.Items(1), default));
        File.Delete(folder);
        await sink.SendAsync(Some.Items(1), default);
        Assert.Single(File.ReadAllLines(Path.Combine(folder, "events.jsonl")));
    }

    [SkippableFact]
    public async Task A_full_disk_fails_the_write_and_not_the_process()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        await using var sink = Create(new FileSinkOptions { Path = "/dev/full" });
        await Assert.ThrowsAsync<IOException>(() => sink.SendAsync(Some.Items(1), default));
        await Assert.ThrowsAsync<IOException>(() => sink.SendAsync(Some.Items(1), default));
    }

    [Fact]
    public void Standard_output_by_its_path_is_the_standard_output_of_the_process() =>
        Assert.IsType<StdoutSink>(FileSink.Create(new FileSinkOptions { Path = "/dev/stdout" }, SinkUnderTest.Context()));

    private static ISink Create(FileSinkOptions options) => FileSink.Create(options, SinkUnderTest.Context());
}
