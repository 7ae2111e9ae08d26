using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.Testing.Simulators;
using Microsoft.AspNetCore.Http;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// Stands before a Kinesis of two shards and hands requests on as they are, but for every eighth with records: of that one shard takes
/// nothing, as if it had been asked too much.
/// </summary>
internal sealed class BusyShards(Uri to) : HttpSimulator
{
    private const int EveryNth = 8;

    private readonly HttpClient _client = new();
    private int _puts;
    private int _refused;

    /// <summary>Records that were not taken.</summary>
    public int Refused => _refused;

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Headers["X-Amz-Target"] != "Kinesis_20131202.PutRecords" || Interlocked.Increment(ref _puts) % EveryNth != 0)
        {
            await ForwardAsync(context, body);
            return;
        }

        var request = JsonNode.Parse(body)!;
        var records = request["Records"]!.AsArray().Select(static record => record!.DeepClone()).ToList();
        var busy = _puts / EveryNth % 2;
        request["Records"] = new JsonArray([.. records.Where(record => ShardOf(record) != busy).Select(static record => record.DeepClone())]);
        var taken = request["Records"]!.AsArray().Count == 0 ? [] : (await SendAsync(context, Encoding.UTF8.GetBytes(request.ToJsonString()))).Json?["Records"]!.AsArray();
        if (taken is null)
        {
            context.Response.StatusCode = 500;
            return;
        }

        var next = 0;
        var answers = new JsonArray([.. records.Select(record => ShardOf(record) == busy ? Refusal(busy) : taken[next++]!.DeepClone())]);
        Interlocked.Add(ref _refused, records.Count - next);
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(new JsonObject { ["FailedRecordCount"] = records.Count - next, ["Records"] = answers }.ToJsonString());
    }

    /// <summary>The hash keys are halved between the shards.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "It is Kinesis that spreads keys over shards by their MD5.")]
    private static int ShardOf(JsonNode record) =>
        new BigInteger(MD5.HashData(Encoding.UTF8.GetBytes((string)record["PartitionKey"]!)), isUnsigned: true, isBigEndian: true) >> 127 == 0 ? 0 : 1;

    private static JsonObject Refusal(int shard) => new()
    {
        ["ErrorCode"] = "ProvisionedThroughputExceededException",
        ["ErrorMessage"] = $"Rate exceeded for shard shardId-{shard:D12} in stream applicationMetric under account 000000000000.",
    };

    private async Task ForwardAsync(HttpContext context, byte[] body)
    {
        var (status, type, bytes, _) = await SendAsync(context, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(bytes);
    }

    /// <summary>A request that has come so far is carried out, whatever becomes of its sender.</summary>
    private async Task<(int Status, string? Type, byte[] Body, JsonNode? Json)> SendAsync(HttpContext context, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in context.Request.Headers.Where(static header => header.Key is not ("Host" or "Content-Length")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToString()))
                request.Content.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        using var response = await _client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), bytes, response.IsSuccessStatusCode ? JsonNode.Parse(bytes) : null);
    }
}
