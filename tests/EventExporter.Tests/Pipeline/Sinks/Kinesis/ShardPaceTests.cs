using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

public class ShardPaceTests
{
    private const string Busy = "Rate exceeded for shard shardId-000000000001 in stream events under account 123456789012.";

    private readonly ManualTimeProvider _time = new(Some.Time);

    [Fact]
    public void A_busy_shard_is_left_alone_with_all_its_keys_and_the_other_is_not()
    {
        var pace = new ShardPace(_time);
        // By MD5 "a" is 0cc1..., "j" 363b..., "i" 865c... and "b" 92eb...: two in each half.
        pace.Accepted("a", "shardId-000000000000");
        pace.Accepted("j", "shardId-000000000000");
        pace.Accepted("i", "shardId-000000000001");
        pace.Accepted("b", "shardId-000000000001");
        pace.Throttled("b", Busy);
        Assert.Equal([false, false, true, true], new[] { "a", "j", "i", "b" }.Select(key => pace.LeftFor(key) is not null));
    }

    [Fact]
    public void The_wait_doubles_up_to_ten_seconds_and_begins_anew_after_a_success()
    {
        var pace = new ShardPace(_time);
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            pace.Throttled("b", Busy);
            var wait = pace.LeftFor("b")!.Value;
            waits.Add(wait.TotalSeconds);
            _time.Advance(wait);
            Assert.Null(pace.LeftFor("b"));
        }

        Assert.All(waits.Zip([0.25, 0.5, 1, 2, 4, 8, 10, 10]), pair => Assert.InRange(pair.First, pair.Second, pair.Second * 1.25));
        pace.Accepted("b", "shardId-000000000001");
        pace.Throttled("b", Busy);
        Assert.InRange(pace.LeftFor("b")!.Value.TotalSeconds, 0.25, 0.32);
    }

    [Fact]
    public void A_key_that_has_moved_to_a_new_shard_is_no_longer_the_old_ones()
    {
        var pace = new ShardPace(_time);
        pace.Accepted("b", "shardId-000000000001");
        pace.Throttled("b", Busy);
        pace.Accepted("b", "shardId-000000000002");
        Assert.Null(pace.LeftFor("b"));
    }

    [Fact]
    public async Task What_a_busy_shard_did_not_take_is_not_asked_again_before_its_time()
    {
        await using var service = new KinesisSimulator(SinkUnderTest.Secret);
        await service.StartAsync();
        service.RecordFault = static (_, _) => "ProvisionedThroughputExceededException";
        await using var sink = RecordSink.Create(
            new KinesisOptions { StreamName = "events", Region = "eu-central-1", Endpoint = service.Address }, SinkUnderTest.Context(_time), new FixedCredentials("AKID", SinkUnderTest.Secret));
        Assert.Equal(OutcomeKind.Retry, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        var held = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, 1), (held.Kind, service.Requests));
        Assert.InRange(held.After!.Value.TotalSeconds, 0.2, 0.32);
        service.RecordFault = static (_, _) => null;
        _time.Advance(held.After.Value);
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }
}
