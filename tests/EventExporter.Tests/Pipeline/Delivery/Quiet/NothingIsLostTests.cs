using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Testing;
using FsCheck;
using FsCheck.Fluent;
using Outcome = EventExporter.Pipeline.Delivery.Outcome;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

/// <summary>
/// However events come, whatever is held back and whenever the process dies: what is told adds up to what came. Each event has a reason of
/// its own here, so that the counts in the messages say how often it was told.
/// </summary>
public class NothingIsLostTests
{
    [Fact]
    public void Without_a_crash_every_occurrence_is_told_exactly_once() =>
        Prop.ForAll(Scenarios(crashes: false).ToArbitrary(), scenario => RunAsync(scenario).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void With_crashes_every_occurrence_is_told_and_again_only_if_its_message_was_on_its_way() =>
        Prop.ForAll(Scenarios(crashes: true).ToArbitrary(), scenario => RunAsync(scenario).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static Gen<Scenario> Scenarios(bool crashes) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from steps in Gen.Choose(3, 14)
        from kind in Gen.Elements("group", "digest", "repeats", "both")
        from concurrency in Gen.Choose(1, 3)
        from troubled in Gen.Elements(0, 30)
        select new Scenario(seed, steps, kind, concurrency, troubled, crashes);

    private static DeliveryOptions OptionsOf(Scenario scenario)
    {
        var group = scenario.Kind switch
        {
            "group" or "both" => QuietSome.GroupBy("namespace") with { Wait = TimeSpan.FromSeconds(4), Interval = TimeSpan.FromSeconds(8), Repeat = TimeSpan.FromSeconds(20) },
            "repeats" => new GroupSettings([GroupField.Find("namespace")!], TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 3),
            _ => null,
        };
        var limit = scenario.Kind is "digest" or "both" ? new RateLimit(1, TimeSpan.FromSeconds(5), Overflow: OverflowPolicy.Digest) : null;
        return QuietSome.Options(new QuietSettings { Group = group }, limit) with { Concurrency = scenario.Concurrency, MaxItems = 3 };
    }

    private static async Task<bool> RunAsync(Scenario scenario)
    {
        var random = new Random(scenario.Seed);
        var sent = new Dictionary<string, long>();
        var lives = new List<Life>();
        var kept = new Dictionary<string, long>();
        var time = new ManualTimeProvider(Some.Time);
        var life = new Life(scenario, new MemoryJournal(), time, random);
        lives.Add(life);
        for (var step = 0; step < scenario.Steps; step++)
        {
            life.Append(random, sent);
            await life.Harness.PassAsync(TimeSpan.FromSeconds(random.Next(0, 7)));
            if (scenario.Crashes && random.Next(3) == 0)
            {
                var next = await life.CrashAsync(scenario, time, random);
                foreach (var reason in life.Kept)
                    kept.TryAdd(reason, Total(lives)[reason]);
                lives.Add(life = next);
            }

            if (random.Next(2) == 0)
                life.Write();
        }

        await EndAsync(life);
        var told = Total(lives);
        foreach (var one in lives)
            await one.Harness.DisposeAsync();
        Assert.Equal(sent.Keys.Order(), told.Keys.Order());
        Assert.All(sent, pair => Assert.True(told[pair.Key] >= pair.Value && told[pair.Key] % pair.Value == 0, $"{pair.Key}: {told[pair.Key]} of {pair.Value}"));
        Assert.All(scenario.Crashes ? kept : sent, pair => Assert.Equal(pair.Value, told[pair.Key]));
        return true;
    }

    private static async Task EndAsync(Life life)
    {
        for (var i = 0; i < 600 && !life.IsDone; i++)
            await life.Harness.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(life.IsDone, $"{life.Harness.Status}\n{string.Join('\n', life.Harness.Log.Lines)}");
    }

    private static Dictionary<string, long> Total(List<Life> lives) => lives.SelectMany(static one => one.Told.CountsByReason())
        .GroupBy(static count => count.Key)
        .ToDictionary(static group => group.Key, static group => group.Sum(count => count.Value));

    private sealed record Scenario(int Seed, int Steps, string Kind, int Concurrency, int Troubled, bool Crashes);

    /// <summary>One process over the journal.</summary>
    private sealed class Life
    {
        private static int _events;

        public Life(Scenario scenario, MemoryJournal journal, ManualTimeProvider time, Random random)
        {
            Written = journal.Copy();
            WrittenAt = time.GetUtcNow();
            Told = new Told(time);
            Harness = new Harness(OptionsOf(scenario), journal, time: time);
            Harness.Sink.Always = item => Trouble(random, scenario) ? Outcome.Retry("busy") : Told.Take(item);
            Harness.Start();
        }

        public Harness Harness { get; }

        public Told Told { get; }

        /// <summary>The reasons that were told so long before bookmarks were last written that a crash must not repeat them.</summary>
        public List<string> Kept { get; } = [];

        /// <summary>The journal as it was when bookmarks were last written.</summary>
        private MemoryJournal Written { get; set; }

        private DateTimeOffset WrittenAt { get; set; }

        public void Write()
        {
            Written = Harness.Journal.Copy();
            WrittenAt = Harness.Time.GetUtcNow();
        }

        public bool IsDone => Harness.Status is { Pending: 0 } status && status.Bookmark == Harness.Journal.Head && Balances(status);

        public void Append(Random random, Dictionary<string, long> sent)
        {
            var events = Enumerable.Range(0, random.Next(0, 7)).Select(_ =>
            {
                var (reason, delta) = ($"R{Interlocked.Increment(ref _events)}", random.Next(1, 5));
                sent[reason] = delta;
                return QuietSome.Event($"ns-{random.Next(3)}", reason, delta);
            }).ToArray();
            if (events.Length > 0)
                Harness.Journal.Append(events);
            Assert.True(Balances(Harness.Status));
        }

        public async Task<Life> CrashAsync(Scenario scenario, ManualTimeProvider time, Random random)
        {
            Told.IsDead = true;
            // Events that go alone may overtake each other, and come again when an earlier one was still on its way.
            if (scenario.Kind is "group" or "repeats")
                Kept.AddRange(Told.Before(WrittenAt - TimeSpan.FromSeconds(1.5)));
            var left = Harness.Journal.Copy(Written);
            await Harness.StopAsync();
            return new Life(scenario, left, time, random);
        }

        private static bool Balances(ReceiverStatus status) => status.Received == status.Delivered + status.Rejected + status.Dropped + status.Pending;

        private static bool Trouble(Random random, Scenario scenario)
        {
            lock (random)
                return random.Next(100) < scenario.Troubled;
        }
    }
}
