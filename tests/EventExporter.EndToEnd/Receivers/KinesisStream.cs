using System.Text;
using System.Text.Json.Nodes;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Sinks.Kinesis;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// A Kinesis data stream of two shards: kinesalite's where it is installed, behind a gate that can fail, else the simulator. Both are read
/// the same way.
/// </summary>
internal sealed class KinesisStream : IAsyncDisposable
{
    private const string Name = "applicationMetric";

    private readonly Kinesalite? _real;
    private readonly KinesisSimulator? _simulated;

    private KinesisStream(Kinesalite? real, KinesisSimulator? simulated, HttpSimulator gate) => (_real, _simulated, Gate) = (real, simulated, gate);

    /// <summary>What the exporter talks to.</summary>
    public HttpSimulator Gate { get; }

    public string Kind => _real is null ? "the simulator (kinesalite is not installed)" : "kinesalite";

    /// <summary>Records that one of its shards refused as too many.</summary>
    public int Refused => (Gate as BusyShards)?.Refused ?? 0;

    /// <summary>The keys that it takes, as variables of the environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKID", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["AWS_EC2_METADATA_DISABLED"] = "true" };

    public static async Task<KinesisStream> StartAsync()
    {
        var real = await Kinesalite.StartAsync();
        var simulated = real is null ? new KinesisSimulator("secret") { Stream = Name, Region = "us-west-2" } : null;
        var stream = new KinesisStream(real, simulated, simulated ?? (HttpSimulator)new BusyShards(real!.Address));
        if (real is not null)
            await real.CreateAsync(Name, shards: 2);
        await stream.Gate.StartAsync();
        return stream;
    }

    /// <summary>Each shard's records, in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<JsonNode>>> ReadAsync()
    {
        if (_simulated is not null)
            return [[.. _simulated.Accepted.Select(static stored => JsonNode.Parse(stored.Data)!)]];
        return [await ReadAsync(0), await ReadAsync(1)];
    }

    public async ValueTask DisposeAsync()
    {
        await Gate.DisposeAsync();
        if (_real is not null)
            await _real.DisposeAsync();
    }

    private async Task<List<JsonNode>> ReadAsync(int shard) =>
        [.. (await _real!.ReadAllAsync(Name, shard)).Select(static record => JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)record["Data"]!)))!)];
}
