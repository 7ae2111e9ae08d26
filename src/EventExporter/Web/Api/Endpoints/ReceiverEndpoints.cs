using System.Text.Json;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>How the receivers are.</summary>
internal static class ReceiverEndpoints
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listReceivers", "GET", "/api/v1/receivers", ApiAccess.Read, "Each receiver's state, account, last error and dead letters. Counts start with the process.")
        {
            Answer = "Receivers",
            Handle = ListAsync,
        },
    ];

    private static Task ListAsync(ApiCall call)
    {
        var sources = call.Sources;
        var letters = sources.DeadLetters.CountDeadLetters();
        var statuses = sources.Receivers();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("receivers");
            foreach (var status in statuses)
                Write(json, status, sources.Rates.Of(status), letters.GetValueOrDefault(status.Name), withErrors: !call.Caller.IsScoped);
            json.WriteEndArray();
            json.WriteNumber("head", sources.Journal.Head);
        });
    }

    /// <param name="withErrors">Not for callers that see some namespaces only: what a service says of an event may quote it.</param>
    private static void Write(Utf8JsonWriter json, ReceiverStatus status, double rate, long letters, bool withErrors)
    {
        json.WriteStartObject();
        json.WriteString("name", status.Name);
        json.WriteString("type", status.Type);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString()));
        json.WriteNumber("received", status.Received);
        json.WriteNumber("pending", status.Pending);
        json.WriteNumber("delivered", status.Delivered);
        json.WriteNumber("rejected", status.Rejected);
        json.WriteNumber("dropped", status.Overflow + status.JournalFull);
        json.WriteNumber("notRouted", status.NotRouted);
        json.WriteStartObject("held");
        foreach (var (reason, count) in status.Held)
            json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteNumber("retried", status.Retried);
        json.WriteNumber("oldestPendingSeconds", Math.Round(status.OldestPending.TotalSeconds, 3));
        json.WriteNumber("ratePerSecond", Math.Round(rate, 3));
        json.WriteString("lastError", withErrors ? status.LastError : null);
        json.WriteTimeOrNull("lastErrorAt", status.LastErrorAt);
        json.WriteTimeOrNull("lastSuccessAt", status.LastSuccessAt);
        json.WriteNumber("consecutiveFailures", status.ConsecutiveFailures);
        json.WriteNumber("deadLetters", letters);
        json.WriteNumber("bookmark", status.Bookmark);
        json.WriteEndObject();
    }
}
