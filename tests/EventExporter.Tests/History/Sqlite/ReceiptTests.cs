using EventExporter.History;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>Did it reach Opsgenie, when, as which alert.</summary>
public sealed class ReceiptTests : IDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly AnalyzedEvent[] _events = new ClusterEvents(6).Next(100);

    private DateTimeOffset Now => _folder.Clock.GetUtcNow();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_tell_receiver_outcome_time_and_the_id_at_the_service_also_after_the_next_start()
    {
        await using (var history = _folder.Open())
        {
            await history.StoreAsync(HistoryFolder.Batch(1, _events), default);
            await history.Receipts.DeliveredAsync("opsgenie", Items(3, 4), ["alert-3", null], Now);
            await history.Receipts.RejectedAsync("slack", [new(Items(3)[0], "invalid_blocks: 'x'; DROP TABLE receipts", null)], Now.AddSeconds(1));
            await history.Receipts.HeldAsync("mail", Items(3), "silenced", Now.AddSeconds(2));
        }

        await using var again = _folder.Open();
        Assert.Equal(
            [
                new Receipt("opsgenie", ReceiptOutcome.Delivered, Now, "alert-3", ""),
                new Receipt("slack", ReceiptOutcome.Rejected, Now.AddSeconds(1), "", "invalid_blocks: 'x'; DROP TABLE receipts"),
                new Receipt("mail", ReceiptOutcome.Held, Now.AddSeconds(2), "", "silenced"),
            ],
            await again.ReceiptsAsync(3, default));
        Assert.Equal("", Assert.Single(await again.ReceiptsAsync(4, default)).Id);
        Assert.Empty(await again.ReceiptsAsync(5, default));
    }

    [Theory]
    [InlineData("receiver=opsgenie", new long[] { 3, 4 })]
    [InlineData("receiver in (opsgenie, hook)", new long[] { 3, 4, 5 })]
    [InlineData("receiver=~\"^o\"", new long[] { 3, 4 })]
    [InlineData("receiver=slack", new long[] { })]
    public async Task Events_are_found_by_whom_they_were_delivered_to(string query, long[] sequences)
    {
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(1, _events), default);
        await history.Receipts.DeliveredAsync("opsgenie", Items(3, 4), ["a", "b"], Now);
        await history.Receipts.DeliveredAsync("hook", Items(5), [null], Now);
        await history.Receipts.RejectedAsync("slack", [new(Items(6)[0], "no", null)], Now);
        await history.FlushReceiptsAsync(default);

        Assert.Equal(sequences, (await HistoryFolder.All(history, _folder.Query(query))).Select(f => f.Sequence).Order());
        Assert.Equal(100 - sequences.Length, (await HistoryFolder.All(history, _folder.Query($"not ({query})"))).Count);
    }

    [Fact]
    public async Task The_same_receipt_told_again_after_a_crash_is_one()
    {
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(1, _events), default);
        for (var i = 0; i < 3; i++)
        {
            await history.Receipts.DeliveredAsync("opsgenie", Items(3), ["alert-3"], Now.AddMinutes(i));
            await history.FlushReceiptsAsync(default);
        }

        Assert.Equal(Now.AddMinutes(2), Assert.Single(await history.ReceiptsAsync(3, default)).At);
    }

    [Fact]
    public async Task They_are_written_within_a_second_though_no_event_comes()
    {
        await using var history = _folder.Open();
        await history.Receipts.DeliveredAsync("opsgenie", Items(3), ["alert-3"], Now);

        _folder.Clock.Advance(TimeSpan.FromSeconds(1));

        await HistoryFolder.UntilAsync(() => Task.FromResult(history.Receipts.Count == 0 && _folder.Number("SELECT count(*) FROM receipts") == 1));
        Assert.Equal("alert-3", Assert.Single(await history.ReceiptsAsync(3, default)).Id);
    }

    private DeliveryItem[] Items(params long[] sequences) => [.. sequences.Select(sequence => new DeliveryItem(sequence, _events[sequence - 1]))];
}
