using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace EventExporter.Kubernetes.Errors;

/// <summary>
/// Turns what the server says of a failure into an exception.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"/>
/// </summary>
internal static class StatusReader
{
    private const int MaxBody = 64 * 1024;
    private const int MaxPlainText = 300;

    /// <param name="request">What was asked, for the message: <c>GET https://host/api/v1/pods</c>.</param>
    public static async Task<KubernetesApiException> FromResponseAsync(
        HttpResponseMessage response, string request, TimeProvider time, CancellationToken ct)
    {
        var body = await ReadBodyAsync(response.Content, ct);
        var status = ParseStatus(body);
        var code = (int)response.StatusCode;
        var reason = status?.Reason ?? response.ReasonPhrase ?? ((HttpStatusCode)code).ToString();
        var message = $"{request}: {code} {reason}: {status?.Message ?? PlainText(body)}".TrimEnd(':', ' ');
        return Create(code, reason, message, RetryAfterOf(response, time) ?? status?.RetryAfter);
    }

    /// <summary>Reads the object of a watch's ERROR event.</summary>
    public static KubernetesApiException FromWatch(ReadOnlySpan<byte> statusObject, string request)
    {
        var status = ParseStatus(statusObject) ?? new Status(0, null, PlainText(statusObject), null);
        var reason = status.Reason ?? "Unknown";
        return Create(status.Code, reason, $"{request}: {status.Code} {reason}: {status.Message}".TrimEnd(':', ' '), status.RetryAfter);
    }

    private static KubernetesApiException Create(int code, string reason, string message, TimeSpan? retryAfter) => code == 410
        ? new ResourceExpiredException(reason, message, retryAfter)
        : new KubernetesApiException(code, reason, message, retryAfter);

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken ct)
    {
        var body = new byte[MaxBody];
        try
        {
            await using var stream = await content.ReadAsStreamAsync(ct);
            var length = await stream.ReadAtLeastAsync(body, MaxBody, throwOnEndOfStream: false, ct);
            return body[..length];
        }
        catch (IOException)
        {
            // The status line alone is already an answer.
            return [];
        }
    }

    private static Status? ParseStatus(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "kind") != "Status")
                return null;
            return new Status(Number(root, "code") ?? 0, Text(root, "reason"), Text(root, "message") ?? "", RetryAfterOf(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfterOf(JsonElement status) =>
        status.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object
        && Number(details, "retryAfterSeconds") is { } seconds && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    // Proxies and load balancers answer with pages of their own; their beginning is enough to recognise them.
    private static string PlainText(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).ReplaceLineEndings(" ").Trim();
        return text.Length > MaxPlainText ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MaxPlainText)}...") : text;
    }

    private sealed record Status(int Code, string? Reason, string Message, TimeSpan? RetryAfter);
}
