using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace EventExporter.Backtest;

/// <summary>
/// Takes a receiver's requests in place of the network, remembers them, and answers as its service would if all went well: a message's
/// place, an item for each document, a record number. Nothing leaves the process.
/// </summary>
internal sealed class PretendedServices : HttpMessageHandler
{
    private int _number;

    /// <summary>Is told of each request.</summary>
    public Action<PretendedRequest>? Requested { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(request.Content, cancellationToken);
        var told = new PretendedRequest(request.Method.Method, request.RequestUri!, TargetOf(request), body);
        Requested?.Invoke(told);
        _number++;
        var answer = Answer(told);
        return new HttpResponseMessage(told.IsAlert && request.Method != HttpMethod.Get ? HttpStatusCode.Accepted : HttpStatusCode.OK)
        {
            Content = new StringContent(answer, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    private string Answer(PretendedRequest request) => request switch
    {
        { Method: "GET", IsAlert: true } => """{"data":{"success":true,"isSuccess":true,"action":"Create","status":"done","alertId":"pretended"},"took":0.01,"requestId":"pretended"}""",
        { IsAlert: true } => $$"""{"result":"Request will be processed","took":0.01,"requestId":"pretended-{{_number}}"}""",
        { IsBulk: true } => BulkAnswer(request.Body),
        { Target: { } target } when target.Contains("PutRecord", StringComparison.Ordinal) => RecordsAnswer(request.Body),
        _ => $$"""{"ok":true,"ts":"1700000000.{{_number:000000}}","channel":"C0PRETENDED","access_token":"pretended","token_type":"Bearer","expires_in":3600}""",
    };

    private static string BulkAnswer(string body)
    {
        var items = new StringBuilder();
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var action = line.StartsWith("{\"create\"", StringComparison.Ordinal) ? "create" : line.StartsWith("{\"index\"", StringComparison.Ordinal) ? "index" : null;
            if (action is not null)
                items.Append(items.Length > 0 ? "," : "").Append("{\"").Append(action).Append("\":{\"_id\":\"pretended\",\"status\":201,\"result\":\"created\"}}");
        }

        return $$"""{"took":1,"errors":false,"items":[{{items}}]}""";
    }

    private string RecordsAnswer(string body)
    {
        using var sent = JsonDocument.Parse(body);
        var count = sent.RootElement.TryGetProperty("Records", out var records) ? records.GetArrayLength() : 1;
        var answers = string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$"""{"SequenceNumber":"{{_number}}{{i:000}}","ShardId":"shardId-000000000000","RecordId":"{{_number}}-{{i}}"}"""));
        return $$"""{"FailedRecordCount":0,"FailedPutCount":0,"Records":[{{answers}}],"RequestResponses":[{{answers}}]}""";
    }

    private static string? TargetOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var targets) ? targets.FirstOrDefault() : null;

    private static async Task<string> BodyAsync(HttpContent? content, CancellationToken cancellation)
    {
        if (content is null)
            return "";
        Stream body = await content.ReadAsStreamAsync(cancellation);
        await using var readable = content.Headers.ContentEncoding.Contains("gzip") ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var reader = new StreamReader(readable);
        return await reader.ReadToEndAsync(cancellation);
    }
}
