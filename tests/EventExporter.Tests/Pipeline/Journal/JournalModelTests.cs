using EventExporter.Pipeline.Journal;
using EventExporter.Tests.Pipeline.Journal.Support;
using FsCheck;
using FsCheck.Fluent;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

/// <summary>Whatever is done to it in whatever order, the journal says the same as a list in memory.</summary>
public class JournalModelTests
{
    private static readonly string[] Receivers = ["slack", "opsgenie"];

    [Fact]
    public void The_journal_behaves_like_a_list()
    {
        var step = from action in Gen.Choose(0, 5) from argument in Gen.Choose(0, 1000) select (action, argument);
        var steps = step.ListOf(20).ToArbitrary();
        Prop.ForAll(steps, s => RunAsync([.. s]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(10));
    }

    private static async Task<bool> RunAsync((int Action, int Argument)[] steps)
    {
        using var folder = new JournalFolder(o => o with { TailCacheBytes = 30_000 });
        var model = new Model();
        var journal = folder.Open();
        try
        {
            foreach (var (action, argument) in steps)
            {
                if (action == 0)
                {
                    await journal.DisposeAsync();
                    journal = folder.Open();
                }
                else
                {
                    await StepAsync(journal, model, folder, action, argument);
                }

                await journal.MaintainAsync(default);
                model.RemoveAged(folder.Clock.GetUtcNow());
                await AssertSameAsync(journal, model, argument);
            }
        }
        finally
        {
            await journal.DisposeAsync();
        }

        return true;
    }

    private static async Task StepAsync(SqliteJournal journal, Model model, JournalFolder folder, int action, int argument)
    {
        switch (action)
        {
            case 1 or 2:
                var count = argument % 40;
                await journal.AppendAsync(Commit(model.Head + 1, count), default);
                model.Append(count, folder.Clock.GetUtcNow());
                break;
            case 3 or 4:
                var receiver = Receivers[argument % 2];
                var sequence = Math.Min(model.Head, model.Bookmarks.GetValueOrDefault(receiver) + (argument / 10));
                journal.MoveBookmark(receiver, sequence);
                model.Bookmarks[receiver] = sequence;
                break;
            default:
                folder.Clock.Advance(TimeSpan.FromSeconds(argument * 5));
                break;
        }
    }

    private static async Task AssertSameAsync(SqliteJournal journal, Model model, int argument)
    {
        Assert.Equal((model.Tail, model.Head), (journal.Tail, journal.Head));
        foreach (var receiver in Receivers)
            Assert.Equal(model.Bookmarks.TryGetValue(receiver, out var at) ? at : null, journal.GetBookmark(receiver));
        var start = model.Head == 0 ? 0 : argument % (model.Head + 1);
        var read = new List<string>();
        for (var at = start; at < model.Head && model.Tail <= model.Head;)
        {
            var batch = await journal.ReadAsync(at, default);
            Assert.True(batch.FirstSequence == at + 1 || batch.FirstSequence == model.Tail);
            read.AddRange(Uids(batch.Events));
            at = batch.LastSequence;
        }

        Assert.Equal(model.From(start + 1), read);
    }

    private sealed class Model
    {
        private readonly List<(long First, int Count, DateTimeOffset At)> _rows = [];

        public Dictionary<string, long> Bookmarks { get; } = [];

        public long Head { get; private set; }

        public long Tail => _rows.Count == 0 ? Head + 1 : _rows[0].First;

        public void Append(int count, DateTimeOffset at)
        {
            if (count > 0)
                _rows.Add((Head + 1, count, at));
            Head += count;
        }

        public void RemoveAged(DateTimeOffset now)
        {
            var floor = Bookmarks.Count == 0 ? Head : Bookmarks.Values.Min();
            while (_rows.Count > 0 && _rows[0].First + _rows[0].Count - 1 <= floor && _rows[0].At <= now - TimeSpan.FromHours(1))
                _rows.RemoveAt(0);
        }

        public IEnumerable<string> From(long sequence)
        {
            for (var s = Math.Max(sequence, Tail); s <= Head; s++)
                yield return Uid(s);
        }
    }
}
