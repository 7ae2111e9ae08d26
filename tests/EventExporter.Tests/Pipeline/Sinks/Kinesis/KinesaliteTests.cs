using System.Text.Json.Nodes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

public class KinesaliteTests
{
    private const string Missing = "kinesalite is not there: npm install --prefix .ci kinesalite";

    [SkippableFact]
    public async Task Every_event_is_read_back_once_and_those_of_an_object_in_their_order()
    {
        await using var service = await Kinesalite.StartAsync();
        Skip.If(service is null, Missing);
        await service!.CreateAsync("events", shards: 2);
        await using var sink = Sink(service.Address);

        DeliveryItem[] items = [.. Enumerable.Range(0, 600).Select(i => new DeliveryItem(i, Some.Event($"pod-{i % 7}", $"message {i} äöü")))];
        var outcomes = await sink.SendAsync(items, default);

        Assert.All(outcomes, outcome => Assert.Equal((OutcomeKind.Delivered, true), (outcome.Kind, outcome.Receipt!.StartsWith("shardId-00000000000", StringComparison.Ordinal))));
        var read = new[] { await service.ReadAsync("events", 0), await service.ReadAsync("events", 1) };
        Assert.All(read, shard => Assert.NotEmpty(shard));
        var byObject = read.SelectMany(shard => shard).Select(Document).ToLookup(document => (string)document["involvedObject"]!["name"]!, document => (string)document["message"]!);
        Assert.Equal(items.Select(item => item.Event.Event.InvolvedObject.Name).Distinct().Order(), byObject.Select(group => group.Key).Order());
        Assert.All(byObject, group => Assert.Equal(
            items.Where(item => item.Event.Event.InvolvedObject.Name == group.Key).Select(item => item.Event.Event.Message), group));
    }

    [SkippableFact]
    public async Task A_receipt_says_where_the_record_is()
    {
        await using var service = await Kinesalite.StartAsync();
        Skip.If(service is null, Missing);
        await service!.CreateAsync("events", shards: 1);
        await using var sink = Sink(service.Address);
        var receipt = Assert.Single(await sink.SendAsync(Some.Items(1), default)).Receipt;
        Assert.Equal(receipt, $"shardId-000000000000:{(string?)(await service.ReadAsync("events", 0))[0]!["SequenceNumber"]}");
    }

    [SkippableFact]
    public async Task A_stream_that_is_missing_is_told_by_name()
    {
        await using var service = await Kinesalite.StartAsync();
        Skip.If(service is null, Missing);
        await using var sink = Sink(service!.Address);
        var outcome = Assert.Single(await sink.SendAsync(Some.Items(1), default));
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(30)), (outcome.Kind, outcome.After));
        Assert.Contains("ResourceNotFoundException: Stream events under account", outcome.Reason, StringComparison.Ordinal);
    }

    private static RecordSink Sink(Uri address) =>
        RecordSink.Create(new KinesisOptions { StreamName = "events", Region = "eu-central-1", Endpoint = address }, SinkUnderTest.Context(TimeProvider.System), Kinesalite.Credentials);

    private static JsonNode Document(JsonNode? record) => JsonNode.Parse(Convert.FromBase64String((string)record!["Data"]!))!;
}
