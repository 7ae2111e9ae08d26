using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;
using FsCheck;
using FsCheck.Fluent;
using Outcome = EventExporter.Pipeline.Delivery.Outcome;

namespace EventExporter.Tests.Pipeline.Delivery;

/// <summary>Whatever a service answers, the account balances at every moment and nothing is lost or delivered twice.</summary>
public class DeliveryAccountTests
{
    [Fact]
    public void The_account_balances_at_every_moment_and_each_event_ends_once()
    {
        var property = Prop.ForAll(Scenarios().ToArbitrary(), scenario => RunAsync(scenario).GetAwaiter().GetResult());
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void The_window_never_reports_a_settled_event_as_the_first()
    {
        var orders = Gen.Choose(1, 60).SelectMany(count => Gen.Shuffle(Enumerable.Range(1, count).ToArray())).ToArbitrary();
        Prop.ForAll(orders, order =>
        {
            var window = new UnsettledWindow();
            var unsettled = new SortedSet<long>(order.Select(i => (long)i * 3));
            foreach (var sequence in unsettled)
                window.Add(sequence, Some.Time);
            foreach (var sequence in order.Select(i => (long)i * 3))
            {
                unsettled.Remove(sequence);
                if (!window.Settle(sequence) || window.Settle(sequence))
                    return false;
                if (window.Unsettled != unsettled.Count || window.First != (unsettled.Count == 0 ? null : unsettled.Min))
                    return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure);
    }

    private static Gen<Scenario> Scenarios() =>
        from seed in Gen.Choose(0, int.MaxValue)
        from batches in Gen.Choose(1, 12).SelectMany(count => Gen.Choose(1, 30).ArrayOf(count))
        from concurrency in Gen.Choose(1, 4)
        from maxItems in Gen.Choose(1, 20)
        from troubled in Gen.Choose(0, 90)
        from giveUp in Gen.Elements<int?>(null, 2, 5)
        select new Scenario(seed, batches, concurrency, maxItems, troubled, giveUp);

    private static async Task<bool> RunAsync(Scenario scenario)
    {
        var random = new Random(scenario.Seed);
        var options = new DeliveryOptions
        {
            MaxItems = scenario.MaxItems,
            Concurrency = scenario.Concurrency,
            Retry = Harness.Steady with { MaxAttempts = scenario.GiveUpAfter },
        };
        await using var harness = new Harness(options, router: new TwoOfThree());
        var delivered = new List<long>();
        harness.Sink.AlwaysWhole = items => Balanced(harness) ? Answer(items, random, scenario.Troubled, delivered) : throw new InvalidOperationException("the account does not balance");
        harness.Start();
        foreach (var count in scenario.Batches)
        {
            harness.Journal.Append(Some.Events(count));
            Assert.True(Balanced(harness));
        }

        await harness.AdvanceUntilAsync(() => harness.Status.Bookmark == harness.Journal.Head, TimeSpan.FromSeconds(5), 5000);
        var status = harness.Status;
        Assert.True(Balanced(harness));
        Assert.Equal((harness.Journal.Head, 0L), (status.Received, status.Pending));
        Assert.Equal((delivered.Count, harness.Journal.Letters.Count), (status.Delivered, status.Rejected));
        var ended = delivered.Concat(harness.Journal.Letters.Select(letter => letter.Sequence)).Order();
        Assert.Equal(Enumerable.Range(1, (int)harness.Journal.Head).Select(i => (long)i).Where(i => i % 3 != 0), ended);
        return true;
    }

    private static bool Balanced(Harness harness)
    {
        var status = harness.Status;
        var rejected = harness.Journal.GetBookmark("out");
        return status.Received == status.Delivered + status.Rejected + status.Dropped + status.Pending && rejected >= 0;
    }

    private static IReadOnlyList<Outcome> Answer(IReadOnlyList<DeliveryItem> items, Random random, int troubled, List<long> delivered)
    {
        lock (random)
        {
            if (random.Next(100) < troubled / 3)
                return random.Next(2) == 0 ? throw new HttpRequestException("connection reset") : Outcome.ForAll(items.Count, Outcome.RefusedTogether("400"));
            var outcomes = items.Select(_ => random.Next(100) >= troubled ? Outcome.Delivered() : random.Next(3) == 0 ? Outcome.Rejected("bad") : Outcome.Retry("busy")).ToList();
            delivered.AddRange(items.Where((_, i) => outcomes[i].Kind == OutcomeKind.Delivered).Select(item => item.Sequence));
            return outcomes;
        }
    }

    private sealed record Scenario(int Seed, int[] Batches, int Concurrency, int MaxItems, int Troubled, int? GiveUpAfter);

    /// <summary>Leaves out each third event of the journal: events are told by the order in which they are asked about.</summary>
    private sealed class TwoOfThree : IRouter
    {
        private int _asked;

        public ReceiverSet Route(AnalyzedEvent analyzed) => ++_asked % 3 == 0 ? default : default(ReceiverSet).With(0);
    }
}
