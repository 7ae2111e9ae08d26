using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// A webhook service that checks what it is sent: JSON of the media type it claims to be, CloudEvents with all required attributes,
/// Standard Webhooks signatures.
/// </summary>
internal sealed class WebhookReceiver : HttpSimulator
{
    private readonly Lock _gate = new();
    private readonly List<Received> _accepted = [];
    private readonly List<Received> _seen = [];

    /// <summary>The key that requests must be signed with; null: signatures are not looked at.</summary>
    public byte[]? SigningKey { get; set; }

    /// <summary>The Authorization header that is asked for; null: none.</summary>
    public string? Authorization { get; set; }

    /// <summary>Status for a request by its body; null: 200.</summary>
    public Func<string, int?> Verdict { get; set; } = static _ => null;

    public IReadOnlyList<Received> Accepted => Copy(_accepted);

    /// <summary>Every request, refused ones too.</summary>
    public IReadOnlyList<Received> Seen => Copy(_seen);

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        var received = new Received(
            context.Request.Method,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            Encoding.UTF8.GetString(body));
        lock (_gate)
            _seen.Add(received);
        var (status, error) = Check(received, body);
        context.Response.StatusCode = status;
        if (status == 200)
        {
            lock (_gate)
                _accepted.Add(received);
        }

        await context.Response.WriteAsync(error);
    }

    private Received[] Copy(List<Received> list)
    {
        lock (_gate)
            return [.. list];
    }

    private (int Status, string Error) Check(Received received, byte[] body)
    {
        if (Authorization is not null && received.Headers.GetValueOrDefault("authorization") != Authorization)
            return (401, "who are you?");
        if (SigningKey is not null && !IsSigned(received, body, SigningKey))
            return (401, "bad signature");
        if (Problem(received) is { } problem)
            return (400, problem);
        return Verdict(received.Body) is { } status ? (status, $"said {status}") : (200, "");
    }

    private static bool IsSigned(Received received, byte[] body, byte[] key)
    {
        var id = received.Headers.GetValueOrDefault("webhook-id", "");
        var timestamp = received.Headers.GetValueOrDefault("webhook-timestamp", "");
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return false;
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]));
        return received.Headers.GetValueOrDefault("webhook-signature", "").Split(' ').Contains(expected);
    }

    private static string? Problem(Received received)
    {
        var type = received.Headers.GetValueOrDefault("content-type", "");
        try
        {
            switch (type)
            {
                case "application/x-ndjson":
                    if (!received.Body.EndsWith('\n'))
                        return "no newline at the end";
                    foreach (var line in received.Body.TrimEnd('\n').Split('\n'))
                        JsonNode.Parse(line);
                    return null;
                case "application/cloudevents+json":
                    return EnvelopeProblem(JsonNode.Parse(received.Body));
                case "application/cloudevents-batch+json":
                    return JsonNode.Parse(received.Body) is JsonArray batch ? batch.Select(EnvelopeProblem).FirstOrDefault(problem => problem is not null) : "no array";
                default:
                    JsonNode.Parse(received.Body);
                    return null;
            }
        }
        catch (JsonException error)
        {
            return error.Message;
        }
    }

    private static string? EnvelopeProblem(JsonNode? envelope) =>
        new[] { "specversion", "id", "source", "type" }.FirstOrDefault(name => (string?)envelope?[name] is null or "") is { } missing ? $"attribute {missing} is missing" : null;

    internal sealed record Received(string Method, IReadOnlyDictionary<string, string> Headers, string Body);
}
