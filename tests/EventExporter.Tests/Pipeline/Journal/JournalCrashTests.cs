using EventExporter.Pipeline.Journal;
using EventExporter.Tests.Pipeline.Journal.Support;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

/// <summary>
/// What a killed process leaves is the file and its log at some moment. Between two commits first the log is written, then, in a
/// checkpoint, pages of the file: mixtures of the bytes before and after stand for a kill in the middle of either.
/// </summary>
public sealed class JournalCrashTests : IDisposable
{
    private const int Commits = 80;
    private const int PerCommit = 7;

    private readonly JournalFolder _folder = new(o => o with { MaxSize = 16 << 20 });
    private readonly Random _random = new(7);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whenever_it_is_killed_all_acknowledged_commits_are_there_and_none_is_half_there()
    {
        var snapshots = await RunAsync();
        Assert.Contains(snapshots.Zip(snapshots.Skip(1)), p => !p.First.File.AsSpan().SequenceEqual(p.Second.File));
        for (var i = 0; i < 12; i++)
        {
            var k = _random.Next(snapshots.Count - 1);
            var (before, after) = (snapshots[k], snapshots[k + 1]);
            await AssertRecoversAsync(new(before.File, Overwritten(before.Log, after.Log)), k, k + 1);
            await AssertRecoversAsync(new(SomePages(before.File, after.File), after.Log), k + 1, k + 1);
        }
    }

    /// <summary>Snapshot k holds k acknowledged commits.</summary>
    private async Task<List<Snapshot>> RunAsync()
    {
        await using var journal = _folder.Open();
        var snapshots = new List<Snapshot> { Take(journal) };
        for (var i = 0; i < Commits; i++)
        {
            await journal.AppendAsync(Commit((i * PerCommit) + 1, PerCommit, 1000), default);
            snapshots.Add(Take(journal));
        }

        return snapshots;
    }

    private Snapshot Take(SqliteJournal journal) => journal.Use(_ => new Snapshot(Bytes(_folder.Options.File), Bytes(_folder.Options.File + "-wal")));

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private byte[] Overwritten(byte[] before, byte[] after)
    {
        var cut = _random.Next(after.Length + 1);
        return [.. after[..cut], .. before.Length > cut ? before[cut..] : []];
    }

    private byte[] SomePages(byte[] before, byte[] after)
    {
        const int page = 8192;
        var mixed = new byte[after.Length];
        for (var at = 0; at < after.Length; at += page)
            (at + page <= before.Length && _random.Next(2) == 0 ? before : after).AsSpan(at, page).CopyTo(mixed.AsSpan(at));
        return mixed;
    }

    private static async Task AssertRecoversAsync(Snapshot left, int atLeast, int atMost)
    {
        using var folder = new JournalFolder();
        await File.WriteAllBytesAsync(folder.Options.File, left.File);
        await File.WriteAllBytesAsync(folder.Options.File + "-wal", left.Log);
        await using var journal = folder.Open();

        Assert.Empty(Directory.GetFiles(folder.Path, "*.damaged-*"));
        Assert.InRange(journal.Head, atLeast * PerCommit, atMost * PerCommit);
        Assert.Equal(0, journal.Head % PerCommit);
        Assert.Equal(journal.Head, journal.GetSeen().Count());
        Assert.Equal(journal.Head == 0 ? null : journal.Head.ToString(), journal.GetPositions().SingleOrDefault()?.ResourceVersion);
        for (long at = 0; at < journal.Head; at += PerCommit)
            Assert.Equal(SampleEvents.Events(at + 1, PerCommit).Select(e => e.Event.Uid), Uids((await journal.ReadAsync(at, default)).Events));
    }

    private sealed record Snapshot(byte[] File, byte[] Log);
}
