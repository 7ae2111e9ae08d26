using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// Takes a body apart into events: a Kubernetes Event, a list or several of them, in JSON or YAML; a CloudEvent, structured, in a batch,
/// or binary with its attributes in headers.
/// </summary>
internal static class PostedBody
{
    public const int MaxEvents = 1000;

    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string IdempotencyKey = "Idempotency-Key";

    /// <exception cref="ApiProblem">400: it cannot be read, or not as events.</exception>
    public static async Task<List<PostedItem>> ReadAsync(ApiCall call, List<ApiError> errors)
    {
        using var body = await call.ReadBodyAsync();
        var request = call.Context.Request;
        var type = request.ContentType ?? "";
        var items = request.Headers.ContainsKey("ce-specversion") ? [CloudEventReader.ReadBinary(request, body.Written, errors)]
            : type.StartsWith(Structured, StringComparison.OrdinalIgnoreCase) || type.StartsWith(Batch, StringComparison.OrdinalIgnoreCase)
                ? CloudEventReader.ReadStructured(body.Written, errors)
                : await ReadEventsAsync(body.Written, request.Headers[IdempotencyKey].ToString(), call.Cancellation);
        if (items.Count == 0 && errors.Count == 0)
            throw ApiProblem.BadRequest("The body holds no event.");
        return items;
    }

    /// <summary>Events and lists of them, in JSON or YAML.</summary>
    public static async Task<List<PostedItem>> ReadEventsAsync(ReadOnlyMemory<byte> body, string key, CancellationToken cancellation)
    {
        var items = new List<PostedItem>();
        try
        {
            await foreach (var item in RecordsAsync(body, cancellation))
            {
                if (items.Count == MaxEvents)
                    throw ApiProblem.BadRequest($"The body holds more than {MaxEvents} events; send them in parts.");
                var number = items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                items.Add(new PostedItem(item.Json.ToArray(), $"items[{number}]") { ClientId = key.Length > 0 ? $"key/{key}/{number}" : "" });
            }
        }
        catch (RecordingException problem)
        {
            throw ApiProblem.BadRequest($"The {problem.Message}.");
        }

        return items is [var only] ? [only with { Path = "" }] : items;
    }

    private static async IAsyncEnumerable<RecordedItem> RecordsAsync(
        ReadOnlyMemory<byte> body, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        var input = await Beginning.ReadAsync(stream, cancellation);
        if (input.FirstByte is (byte)'{' or (byte)'[')
        {
            await foreach (var item in JsonRecording.ReadAsync(input, "body", cancellation))
                yield return item;
            yield break;
        }

        using var text = new StreamReader(input, Encoding.UTF8);
        foreach (var item in input.FirstByte is null ? [] : YamlRecording.Read(text, "body"))
            yield return item;
    }
}
