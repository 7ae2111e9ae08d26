using System.Text.Json;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>Why following a scope was interrupted, and what follows from it.</summary>
/// <param name="Reason">The label of the metric: expired, silent, broken, refused, throttled, malformed, closed.</param>
/// <param name="Sentence">For people.</param>
/// <param name="LosesPosition">The position cannot be resumed: only a relist tells what was missed.</param>
internal sealed record WatchTrouble(string Reason, string Sentence, bool LosesPosition = false, TimeSpan? RetryAfter = null)
{
    public static readonly WatchTrouble ClosedAtOnce = new("closed", "the API server accepts the watch and ends it at once");

    public static WatchTrouble Malformed(string what) => new("malformed", $"a line of the watch could not be read: {what}", LosesPosition: true);

    /// <summary>Null for an exception that says nothing about the API server: a defect, not to be tried again.</summary>
    /// <param name="resuming">It came from a watch that was to go on at a position, not from a list.</param>
    public static WatchTrouble? Of(Exception exception, string scope, bool resuming) => exception switch
    {
        ResourceExpiredException => new("expired", resuming
            ? "the API server no longer has the history since the last position"
            : "the list took so long that the API server forgot its continuation", resuming, Delay(exception)),
        KubernetesApiException { StatusCode: 401 or 403 } e => new("refused", Permission(e, scope), RetryAfter: e.RetryAfter),
        KubernetesApiException { StatusCode: 429 } e => new("throttled", "the API server asks for patience (429)", RetryAfter: e.RetryAfter),
        KubernetesApiException { StatusCode: 400 or 422 } e => new("refused", e.Message, resuming, e.RetryAfter),
        KubernetesApiException e => new("broken", e.Message, RetryAfter: e.RetryAfter),
        WatchSilentException e => new("silent", e.Message),
        HttpRequestException or IOException => new("broken", $"the API server cannot be reached: {exception.Message}"),
        ClusterAccessException e => new("refused", e.Message),
        JsonException => new("broken", "the API server answered with something that is not JSON; is a proxy in between?"),
        _ => null,
    };

    private static TimeSpan? Delay(Exception exception) => (exception as KubernetesApiException)?.RetryAfter;

    private static string Permission(KubernetesApiException e, string scope)
    {
        var where = scope.Length == 0 ? "in all namespaces (ClusterRole)" : $"in namespace \"{scope}\" (Role)";
        return e.StatusCode == 401
            ? $"the API server does not accept the credential: {e.Message}"
            : $"events may not be read: grant the verbs get, list and watch on events {where} to the account of the exporter; {e.Message}";
    }
}
