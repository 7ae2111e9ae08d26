using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Tests.Pipeline.Delivery;

public class RoutedJournalTests
{
    [Fact]
    public async Task Receivers_that_keep_up_share_one_decision_an_event()
    {
        var journal = new MemoryJournal();
        var router = new Counting();
        var routed = new RoutedJournal(journal, router);
        journal.Append(Some.Events(5));
        var first = await routed.ReadAsync(0, default);
        var second = await routed.ReadAsync(0, default);
        Assert.Same(first.Targets, second.Targets);
        Assert.Equal(5, router.Asked);
    }

    private sealed class Counting : IRouter
    {
        public int Asked { get; private set; }

        public ReceiverSet Route(AnalyzedEvent analyzed)
        {
            Asked++;
            return default;
        }
    }
}
