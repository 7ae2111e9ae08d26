namespace EventExporter.Tests.Web.Api;

/// <summary>A request to each endpoint that succeeds, or fails for nothing but the caller; everything in it is of the namespace payments.</summary>
internal static class SampleRequests
{
    public const string Event = """{"metadata":{"namespace":"payments"},"reason":"BackupFailed","message":"disk full","type":"Warning","involvedObject":{"kind":"CronJob","namespace":"payments","name":"backup"}}""";

    public static readonly IReadOnlyDictionary<string, (string Path, string? Body)> All = new Dictionary<string, (string, string?)>
    {
        ["getSession"] = ("/api/v1/session", null),
        ["listEvents"] = ("/api/v1/events?query=reason%3DBackOff", null),
        ["getEvent"] = ("/api/v1/events/1", null),
        ["aggregate"] = ("/api/v1/aggregate?by=reason", null),
        ["getTimeline"] = ("/api/v1/timeline?object=pod/payments/backup", null),
        ["streamEvents"] = ("/api/v1/stream", null),
        ["listFields"] = ("/api/v1/fields", null),
        ["listFieldValues"] = ("/api/v1/fields/reason/values", null),
        ["getStats"] = ("/api/v1/stats", null),
        ["postEvents"] = ("/api/v1/events", Event),
        ["explain"] = ("/api/v1/explain", Event),
        ["listReceivers"] = ("/api/v1/receivers", null),
        ["listGaps"] = ("/api/v1/gaps", null),
        ["listDeadLetters"] = ("/api/v1/deadletters", null),
        ["retryDeadLetters"] = ("/api/v1/deadletters/retry", """{"ids":[1]}"""),
        ["discardDeadLetters"] = ("/api/v1/deadletters/discard", """{"ids":[1]}"""),
        ["getOpenApi"] = ("/api/openapi.json", null),
    };
}
