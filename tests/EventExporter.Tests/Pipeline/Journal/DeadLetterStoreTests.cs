using EventExporter.Pipeline.Journal;
using EventExporter.Tests.Pipeline.Journal.Support;
using static EventExporter.Tests.Pipeline.Journal.Support.SampleEvents;

namespace EventExporter.Tests.Pipeline.Journal;

public sealed class DeadLetterStoreTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_letter_is_kept_as_it_was_added()
    {
        await using var journal = _folder.Open();
        var letter = Letter("slack", 5);

        await journal.AddDeadLettersAsync([letter], default);

        Assert.Equal(Dump.Of(letter with { Id = 1 }), Dump.Of(journal.DeadLetters.GetDeadLetter(1)));
        Assert.Null(journal.DeadLetters.GetDeadLetter(2));
    }

    [Fact]
    public async Task Letters_are_listed_newest_first_and_in_pages()
    {
        await using var journal = _folder.Open();
        await journal.AddDeadLettersAsync([.. Enumerable.Range(1, 5).Select(i => Letter(i % 2 == 0 ? "slack" : "opsgenie", i))], default);
        var store = journal.DeadLetters;

        Assert.Equal([5, 4, 3], store.ListDeadLetters(null, null, 3).Select(l => l.Id));
        Assert.Equal([2, 1], store.ListDeadLetters(null, 3, 3).Select(l => l.Id));
        Assert.Equal([4, 2], store.ListDeadLetters("slack", null, 3).Select(l => l.Id));
        Assert.Equal(new Dictionary<string, long> { ["opsgenie"] = 3, ["slack"] = 2 }, store.CountDeadLetters());
    }

    [Fact]
    public async Task A_command_beside_the_running_exporter_requests_a_retry()
    {
        await using var journal = _folder.Open();
        await journal.AddDeadLettersAsync([Letter("slack", 1), Letter("slack", 2), Letter("opsgenie", 3)], default);
        Assert.Empty(journal.DeadLetters.TakeRetryRequests("slack", 10));

        using (var beside = ConnectionBeside.Open(_folder.Path))
            Assert.Equal(2, new DeadLetterStore(beside).RequestRetryOfAll("slack"));

        var taken = journal.DeadLetters.TakeRetryRequests("slack", 10);
        Assert.Equal([Uid(1), Uid(2)], taken.Select(l => l.Event!.Event.Uid));
        Assert.Empty(journal.DeadLetters.TakeRetryRequests("slack", 10));
        Assert.Empty(journal.DeadLetters.TakeRetryRequests("opsgenie", 10));
    }

    [Fact]
    public async Task A_request_made_while_no_exporter_runs_is_taken_up_at_the_next_start()
    {
        await using (var journal = _folder.Open())
            await journal.AddDeadLettersAsync([Letter("slack", 1)], default);
        using (var beside = ConnectionBeside.Open(_folder.Path))
            new DeadLetterStore(beside).RequestRetry([1]);

        await using var again = _folder.Open();

        Assert.Single(again.DeadLetters.TakeRetryRequests("slack", 10));
    }

    [Fact]
    public async Task A_retry_that_a_restart_interrupted_is_requested_again()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AddDeadLettersAsync([Letter("slack", 1)], default);
            journal.DeadLetters.RequestRetry([1]);
            Assert.Single(journal.DeadLetters.TakeRetryRequests("slack", 10));
        }

        await using var again = _folder.Open();
        Assert.Single(again.DeadLetters.TakeRetryRequests("slack", 10));
    }

    [Fact]
    public async Task A_retry_ends_in_the_letter_gone_or_back_with_its_new_reason()
    {
        await using var journal = _folder.Open();
        IDeadLetterStore store = journal;
        await store.AddDeadLettersAsync([Letter("slack", 1), Letter("slack", 2)], default);
        store.RequestRetryOfAll(null);
        var taken = store.TakeRetryRequests("slack", 10);

        Assert.Equal(1, store.Discard([taken[0].Id]));
        await store.AddDeadLettersAsync([taken[1] with { Reason = "channel_not_found", State = DeadLetterState.Kept }], default);

        var left = Assert.Single(store.ListDeadLetters(null, null, 10));
        Assert.Equal((2L, "channel_not_found", DeadLetterState.Kept), (left.Id, left.Reason, left.State));
        Assert.Equal(1, store.DiscardAll("slack"));
    }

    [Fact]
    public async Task A_summary_has_no_event_to_send_again()
    {
        await using var journal = _folder.Open();
        await journal.AddDeadLettersAsync([Letter("slack", 1) with { Event = null, Count = 250 }], default);

        Assert.Equal(0, journal.DeadLetters.RequestRetryOfAll("slack"));
        Assert.Equal(250, journal.DeadLetters.GetDeadLetter(1)!.Count);
    }

    [Fact]
    public void A_folder_without_a_journal_is_named()
    {
        var error = Assert.Throws<JournalUnavailableException>(() => ConnectionBeside.Open(_folder.Path));

        Assert.Contains($"no journal {_folder.Options.File}", error.Message, StringComparison.Ordinal);
    }

    private DeadLetter Letter(string receiver, int number) =>
        new(0, receiver, number, $"prod:{number}", _folder.Clock.GetUtcNow(), "invalid_blocks", "{\"text\":\"…\"}", Event(number));
}
