using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Tests.Pipeline.Delivery;

public class DeadLetterResendTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task A_letter_that_is_accepted_when_sent_again_is_gone()
    {
        await using var harness = await RejectOneAsync();
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.RequestRetryOfAll("out");
        await harness.AdvanceUntilAsync(() => harness.Status.Delivered == 1, Step, 100, idleTimers: 0);
        Assert.Empty(harness.Journal.Letters);
        Assert.Equal((2L, 1L, 1L, 0L), (harness.Status.Received, harness.Status.Rejected, harness.Status.Delivered, harness.Status.Pending));
    }

    [Fact]
    public async Task A_letter_that_is_refused_again_keeps_its_number_and_gets_the_new_reason()
    {
        await using var harness = await RejectOneAsync();
        var id = Assert.Single(harness.Journal.Letters).Id;
        harness.Sink.Always = _ => Outcome.Rejected("still no");
        harness.Journal.RequestRetryOfAll("out");
        await harness.AdvanceUntilAsync(() => harness.Status.Rejected == 2, Step, 100, idleTimers: 0);
        var letter = Assert.Single(harness.Journal.Letters);
        Assert.Equal((id, "still no", DeadLetterState.Kept), (letter.Id, letter.Reason, letter.State));
    }

    private static async Task<Harness> RejectOneAsync()
    {
        var harness = new Harness();
        harness.Sink.Always = _ => Outcome.Rejected("no");
        harness.Journal.Append(Some.Event());
        harness.Start();
        await harness.Loop.DrainAsync(1, default);
        return harness;
    }
}
