using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>The refusal of a whole request in the JSON protocol: <c>{"__type":"...#ResourceNotFoundException","message":"..."}</c>.</summary>
/// <param name="Type">The error's name, without the namespace in front; empty if the answer has none.</param>
/// <param name="Reason">For people, without secrets.</param>
internal sealed record AwsError(HttpStatusCode Status, string Type, string Reason, TimeSpan? RetryAfter)
{
    // What only a change of permissions, names or clocks can mend need not be tried often.
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(30);

    public bool IsExpired => AwsErrorTypes.IsExpired(Type);

    public static async Task<AwsError> ReadAsync(HttpResponseMessage response, AwsSigner signer, TimeProvider time, CancellationToken cancellation)
    {
        var body = await HttpVerdict.BodyAsync(response, cancellation);
        var (type, message) = Parse(body);
        if (response.Headers.TryGetValues("x-amzn-ErrorType", out var header))
            type = AwsErrorTypes.ShortName(header.First());
        var reason = $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        if (response.Headers.Location is { } location)
            reason += $" to {location} (redirects are not followed)";
        reason = string.Join(": ", new[] { reason, type, message }.Where(static part => part.Length > 0));
        return new AwsError(response.StatusCode, type, signer.Mask(reason), Http.RetryAfter.Of(response, time));
    }

    /// <summary>What it means for every record of the request.</summary>
    public Outcome ToOutcome() => AwsErrorTypes.KindOf(Type) switch
    {
        AwsErrorKind.Passing => Outcome.Retry(Reason, RetryAfter),
        AwsErrorKind.Setup => Outcome.Retry(Reason, RetryAfter ?? Slowly),
        AwsErrorKind.Content => Outcome.RefusedTogether(Reason),
        _ => HttpVerdict.KindOf(Status) == OutcomeKind.RefusedTogether ? Outcome.RefusedTogether(Reason) : Outcome.Retry(Reason, RetryAfter),
    };

    public static Outcome Of(AwsCredentialsException error) => Outcome.Retry(error.Message, Slowly);

    private static (string Type, string Message) Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var type = Text(json.RootElement, "__type");
            var message = Text(json.RootElement, "message");
            return (AwsErrorTypes.ShortName(type), message.Length > 0 ? message : Text(json.RootElement, "Message"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ("", body);
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
