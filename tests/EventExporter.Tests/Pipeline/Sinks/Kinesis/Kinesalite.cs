using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

/// <summary>
/// A Kinesis that others have written (npm package kinesalite), in a process of its own. Looked for in the folder that the environment
/// variable KINESALITE names, else in <c>.ci/node_modules</c>.
/// </summary>
internal sealed class Kinesalite : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();
    private readonly AwsJsonClient _client;

    private Kinesalite(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _client = new AwsJsonClient(_http, address, new AwsSigner(Credentials, "eu-central-1", "kinesis", TimeProvider.System), TimeProvider.System);
    }

    public static FixedCredentials Credentials { get; } = new("AKID", "secret");

    public Uri Address { get; }

    /// <summary>Null where node or the package is missing.</summary>
    public static async Task<Kinesalite?> StartAsync()
    {
        if (Script() is not { } script)
            return null;
        var port = FreePort();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [script, "--port", $"{port}", "--createStreamMs", "1"]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            process.Dispose();
            return null;
        }

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Listening", StringComparison.Ordinal))
                return new Kinesalite(process, new Uri($"http://127.0.0.1:{port}/"));
        }

        throw new InvalidOperationException($"kinesalite did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public async Task<JsonNode> CallAsync(string operation, JsonObject body)
    {
        using var answer = new PooledBuffer();
        var error = await _client.CallAsync($"Kinesis_20131202.{operation}", System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), answer, CancellationToken.None);
        return error is null
            ? answer.Length == 0 ? new JsonObject() : JsonNode.Parse(answer.Written.Span)!
            : throw new InvalidOperationException(error.Reason);
    }

    public async Task CreateAsync(string stream, int shards)
    {
        await CallAsync("CreateStream", new JsonObject { ["StreamName"] = stream, ["ShardCount"] = shards });
        var since = Stopwatch.StartNew();
        while ((string?)(await CallAsync("DescribeStream", new JsonObject { ["StreamName"] = stream }))["StreamDescription"]!["StreamStatus"] != "ACTIVE")
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "the stream did not become active");
    }

    /// <summary>The records of a shard, in order, as far as one answer holds them.</summary>
    public async Task<JsonArray> ReadAsync(string stream, int shard) =>
        (await CallAsync("GetRecords", new JsonObject { ["ShardIterator"] = await IteratorAsync(stream, shard) }))["Records"]!.AsArray();

    /// <summary>All records of a shard, in order.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadAllAsync(string stream, int shard)
    {
        var all = new List<JsonNode>();
        var iterator = await IteratorAsync(stream, shard);
        while (true)
        {
            var answer = await CallAsync("GetRecords", new JsonObject { ["ShardIterator"] = iterator });
            if (answer["Records"]!.AsArray() is not { Count: > 0 } records)
                return all;
            all.AddRange(records.OfType<JsonNode>());
            iterator = (string?)answer["NextShardIterator"];
        }
    }

    [SuppressMessage("Usage", "CA1816", Justification = "Sealed.")]
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private async Task<string?> IteratorAsync(string stream, int shard) => (string?)(await CallAsync("GetShardIterator", new JsonObject
    {
        ["StreamName"] = stream,
        ["ShardId"] = $"shardId-{shard:D12}",
        ["ShardIteratorType"] = "TRIM_HORIZON",
    }))["ShardIterator"];

    private static string? Script()
    {
        var folders = Environment.GetEnvironmentVariable("KINESALITE") is { Length: > 0 } named ? [named] : Parents().Select(folder => Path.Combine(folder, ".ci"));
        return folders.Select(folder => Path.Combine(folder, "node_modules", "kinesalite", "cli.js")).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Parents()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
