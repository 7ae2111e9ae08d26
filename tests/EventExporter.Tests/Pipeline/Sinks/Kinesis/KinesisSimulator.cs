using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.Testing.Simulators;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

/// <summary>
/// Kinesis Data Streams and Data Firehose, as strict as they are: the signature must be right, limits are kept, what is wrong is
/// refused as a whole with the services' own errors.
/// </summary>
internal sealed class KinesisSimulator(string secret) : HttpSimulator
{
    private long _sequence;

    /// <summary>What was accepted, in order.</summary>
    public List<Stored> Accepted { get; } = [];

    /// <summary>How many records each request had.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>The error of a record by its place in the request and its data; null: accepted.</summary>
    public Func<int, string, string?> RecordFault { get; set; } = static (_, _) => null;

    /// <summary>Session tokens that are no longer good.</summary>
    public HashSet<string> ExpiredTokens { get; } = [];

    public string Stream { get; set; } = "events";

    public string Region { get; set; } = "eu-central-1";

    public int Largest { get; private set; }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var (error, message) = Check(context.Request, body);
        var json = error is null ? Put(context.Request, body) : new JsonObject { ["__type"] = error, ["message"] = message };
        context.Response.StatusCode = error is null ? 200 : 400;
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(json.ToJsonString());
    }

    private (string? Error, string Message) Check(HttpRequest request, byte[] body)
    {
        var isFirehose = request.Headers["X-Amz-Target"] == "Firehose_20150804.PutRecordBatch";
        if (!isFirehose && request.Headers["X-Amz-Target"] != "Kinesis_20131202.PutRecords")
            return ("UnknownOperationException", "");
        if (request.ContentType != "application/x-amz-json-1.1")
            return ("SerializationException", "content type");
        if (!IsSigned(request, body, isFirehose ? "firehose" : "kinesis"))
            return ("InvalidSignatureException", $"The request signature we calculated does not match. x-amz-security-token:{request.Headers["X-Amz-Security-Token"]}");
        if (ExpiredTokens.Contains(request.Headers["X-Amz-Security-Token"].ToString()))
            return ("ExpiredTokenException", "The security token included in the request is expired");
        var json = JsonNode.Parse(body)!;
        if ((string?)json[isFirehose ? "DeliveryStreamName" : "StreamName"] != Stream)
            return ("com.amazonaws.kinesis.v20131202#ResourceNotFoundException", $"Stream under account 123456789012 not found.");
        return Limits(json["Records"]!.AsArray(), isFirehose) is { } problem ? ("ValidationException", problem) : (null, "");
    }

    private string? Limits(JsonArray records, bool isFirehose)
    {
        var (most, perRecord) = isFirehose ? (4 * 1024 * 1024, 1000 * 1024) : (5 * 1024 * 1024, 1024 * 1024);
        if (records.Count is 0 or > 500)
            return $"{records.Count} records";
        var total = 0;
        foreach (var record in records)
        {
            var key = (string?)record!["PartitionKey"] ?? "";
            if (isFirehose ? key.Length > 0 : key.Length is 0 or > 256)
                return $"Value '{key}' at 'records.member.partitionKey' failed to satisfy constraint";
            var size = Convert.FromBase64String((string)record["Data"]!).Length + Encoding.UTF8.GetByteCount(key);
            if (size > perRecord)
                return $"a record of {size} bytes";
            total += size;
        }

        Largest = Math.Max(Largest, total);
        return total > most ? $"a request of {total} bytes" : null;
    }

    private JsonObject Put(HttpRequest request, byte[] body)
    {
        var records = JsonNode.Parse(body)!["Records"]!.AsArray();
        Batches.Add(records.Count);
        var answers = new JsonArray();
        foreach (var (index, record) in records.Index())
            answers.Add(Put(index, record!));
        var failed = answers.Count(answer => answer!["ErrorCode"] is not null);
        return request.Headers["X-Amz-Target"].ToString().StartsWith("Firehose", StringComparison.Ordinal)
            ? new JsonObject { ["FailedPutCount"] = failed, ["Encrypted"] = false, ["RequestResponses"] = answers }
            : new JsonObject { ["FailedRecordCount"] = failed, ["Records"] = answers };
    }

    private JsonObject Put(int index, JsonNode record)
    {
        var data = Encoding.UTF8.GetString(Convert.FromBase64String((string)record["Data"]!));
        if (RecordFault(index, data) is { } error)
            return new JsonObject { ["ErrorCode"] = error, ["ErrorMessage"] = "Rate exceeded for shard shardId-000000000000" };
        var key = (string?)record["PartitionKey"];
        Accepted.Add(new Stored(key ?? "", data));
        var sequence = (++_sequence).ToString(CultureInfo.InvariantCulture);
        return key is null
            ? new JsonObject { ["RecordId"] = sequence }
            : new JsonObject { ["SequenceNumber"] = sequence, ["ShardId"] = "shardId-000000000000" };
    }

    private bool IsSigned(HttpRequest request, byte[] body, string service)
    {
        var header = request.Headers.Authorization.ToString();
        var names = Between(header, "SignedHeaders=", ",").Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-target") || !names.Contains("x-amz-date"))
            return false;
        var time = request.Headers["X-Amz-Date"].ToString();
        var scope = $"{time[..8]}/{Region}/{service}/aws4_request";
        if (Between(header, "Credential=", ",") != $"AKID/{scope}")
            return false;
        var canonical = $"POST\n/\n\n{string.Concat(names.Select(name => $"{name}:{request.Headers[name]}\n"))}\n{string.Join(';', names)}\n{Hex(SHA256.HashData(body))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        return header.EndsWith($"Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}", StringComparison.Ordinal);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    internal sealed record Stored(string Key, string Data);
}
