using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet.Silences;

public sealed class SilenceBookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("silences").FullName;
    private readonly ManualTimeProvider _time = new(Some.Time);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_silence_holds_between_its_start_and_its_end_for_what_it_matches()
    {
        using var book = Open();
        var silence = book.Add(Wanted("namespace=shop reason=BackOff", starts: 10, ends: 20));
        var (matching, other) = (QuietSome.Event("shop", "BackOff"), QuietSome.Event("shop", "FailedMount"));
        Assert.Null(book.Matching(matching, "out", Some.Time));
        Assert.Equal(silence.Id, book.Matching(matching, "out", Some.Time.AddMinutes(10)));
        Assert.Null(book.Matching(other, "out", Some.Time.AddMinutes(10)));
        Assert.Null(book.Matching(matching, "out", Some.Time.AddMinutes(20)));
    }

    [Fact]
    public void It_may_be_for_one_receiver()
    {
        using var book = Open();
        book.Add(Wanted("receiver=pager namespace=shop"));
        Assert.NotNull(book.Matching(QuietSome.Event("shop", "BackOff"), "pager", Some.Time));
        Assert.Null(book.Matching(QuietSome.Event("shop", "BackOff"), "archive", Some.Time));
    }

    [Fact]
    public void What_another_process_adds_or_ends_is_taken_up_and_counts_are_shared()
    {
        using var running = Open();
        running.Refresh();
        Assert.False(File.Exists(Path.Combine(_folder, "silences.db")));
        using (var command = Open())
            command.Add(Wanted("namespace=shop"));
        running.Refresh();
        var id = running.Matching(QuietSome.Event("shop", "BackOff"), "out", Some.Time)!;
        running.Count(id);
        running.Count(id);
        running.Refresh();
        using (var command = Open())
        {
            Assert.Equal(2, Assert.Single(command.List()).Held);
            Assert.True(command.Expire(id));
            Assert.False(command.Expire(id));
        }

        running.Refresh();
        Assert.Null(running.Matching(QuietSome.Event("shop", "BackOff"), "out", Some.Time));
        Assert.Equal(SilenceState.Expired, Assert.Single(running.List()).StateAt(Some.Time));
    }

    [Fact]
    public void It_survives_a_restart_and_goes_some_days_after_its_end()
    {
        using (var book = Open())
            book.Add(Wanted("namespace=shop"));
        using var again = Open();
        again.Refresh();
        Assert.NotNull(again.Matching(QuietSome.Event("shop", "BackOff"), "out", Some.Time));
        _time.Advance(TimeSpan.FromDays(6));
        again.Add(Wanted("namespace=bank", ends: 60 * 24 * 7));
        Assert.Equal("namespace=bank", Assert.Single(again.List()).Matchers);
    }

    [Theory]
    [InlineData("", "would silence every event")]
    [InlineData("resaon=BackOff", "column 1")]
    [InlineData("namespace=shop since=2h", "since and until")]
    [InlineData("reason=~\"(\"", "column")]
    public void Matchers_that_cannot_be_meant_are_refused(string matchers, string reason)
    {
        using var book = Open();
        Assert.Contains(reason, Assert.Throws<SilenceProblemsException>(() => book.Add(Wanted(matchers))).Message, StringComparison.Ordinal);
        Assert.Empty(book.List());
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using var book = Open();
        var wrong = Assert.Throws<SilenceProblemsException>(() => book.Add(new NewSilence("nosuch=1", " ", "", null, Some.Time.AddHours(-1))));
        Assert.Equal(3, wrong.Problems.Count);
    }

    [Fact]
    public async Task Only_what_it_matches_is_held_back_and_counted()
    {
        using var book = Open();
        var silence = book.Add(Wanted("namespace=shop"));
        await using var harness = new Harness(QuietSome.Options(QuietSettings.None), silences: book);
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"), QuietSome.Event("bank", "BackOff"), QuietSome.Event("shop", "FailedMount"));
        await Harness.UntilAsync(() => harness.Status.Pending == 0);
        Assert.Equal(["bank"], told.Messages.Select(m => m.Event.Namespace));
        Assert.Equal((2, 2, 1), (harness.Status.Silenced, harness.Status.Held[HeldReason.Silenced], harness.Status.Delivered));
        Assert.Equal(2, book.List().Single(known => known.Id == silence.Id).Held);
    }

    private static NewSilence Wanted(string matchers, int starts = 0, int ends = 60) =>
        new(matchers, "ops", "maintenance", Some.Time.AddMinutes(starts), Some.Time.AddMinutes(ends));

    private SilenceBook Open() => new(_folder, _time, NullLogger.Instance);
}
