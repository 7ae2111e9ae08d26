using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using Microsoft.Data.Sqlite;

namespace EventExporter.Tests.Web.Api;

/// <summary>A request to each endpoint that succeeds, or fails for nothing but the caller; everything in it is of the namespace payments.</summary>
internal static class SampleRequests
{
    public const string Event = """{"metadata":{"namespace":"payments"},"reason":"BackupFailed","message":"disk full","type":"Warning","involvedObject":{"kind":"CronJob","namespace":"payments","name":"backup"}}""";

    private const string Incident = "inc-3f9a1c2b7d10";
    private const string Silence = "9f3a1b2c";

    public static readonly IReadOnlyDictionary<string, (string Path, string? Body)> All = new Dictionary<string, (string, string?)>
    {
        ["getSession"] = ("/api/v1/session", null),
        ["listEvents"] = ("/api/v1/events?query=reason%3DBackOff%20since%3D2h&limit=20", null),
        ["getEvent"] = ("/api/v1/events/1", null),
        ["aggregate"] = ("/api/v1/aggregate?query=type%3DWarning&by=reason,namespace&bucket=1h&metrics=count,objects", null),
        ["getTimeline"] = ("/api/v1/timeline?object=pod/payments/backup&since=1d", null),
        ["streamEvents"] = ("/api/v1/stream?query=type%3DWarning", null),
        ["listFields"] = ("/api/v1/fields", null),
        ["listFieldValues"] = ("/api/v1/fields/reason/values?limit=10", null),
        ["getStats"] = ("/api/v1/stats", null),
        ["listIncidents"] = ("/api/v1/incidents?state=all", null),
        ["getIncident"] = ($"/api/v1/incidents/{Incident}", null),
        ["listPatterns"] = ("/api/v1/patterns", null),
        ["listAlerts"] = ("/api/v1/alerts", null),
        ["listSilences"] = ("/api/v1/silences", null),
        ["addSilence"] = ("/api/v1/silences", """{"matchers":"namespace=payments reason=BackOff","author":"ann","comment":"upgrade of the database","duration":"2h"}"""),
        ["endSilence"] = ($"/api/v1/silences/{Silence}", null),
        ["postEvents"] = ("/api/v1/events", Event),
        ["explain"] = ("/api/v1/explain", """{"sequence":1}"""),
        ["listReceivers"] = ("/api/v1/receivers", null),
        ["listGaps"] = ("/api/v1/gaps", null),
        ["listDeadLetters"] = ("/api/v1/deadletters", null),
        ["retryDeadLetters"] = ("/api/v1/deadletters/retry", """{"ids":[1]}"""),
        ["discardDeadLetters"] = ("/api/v1/deadletters/discard", """{"ids":[1]}"""),
        ["getOpenApi"] = ("/api/openapi.json", null),
    };

    /// <summary>The events that the requests ask for, the first of them number 1, and one of another namespace.</summary>
    public static AnalyzedEvent[] Seed() =>
    [
        SomeEvents.In("payments", "backup"),
        SomeEvents.In("shop", "web"),
        SomeEvents.In("payments", "backup", FindingEvents.IncidentResolved) with
        {
            Incident = Incident,
            Finding = new IncidentFinding { Id = Incident, State = IncidentState.Resolved, Root = new ObjectReference { Kind = "Pod", Namespace = "payments", Name = "backup" }, Since = SomeEvents.Time, LastSeen = SomeEvents.Time },
        },
    ];

    /// <summary>A silence of the id that is asked for; an exporter gives ids of its own.</summary>
    public static void AddSilence(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "silences.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO silences VALUES($id, 'namespace=payments', 'ann', '', $starts, $ends, 0)";
        command.Parameters.AddWithValue("$id", Silence);
        command.Parameters.AddWithValue("$starts", SomeEvents.Time.UtcTicks);
        command.Parameters.AddWithValue("$ends", SomeEvents.Time.AddDays(1).UtcTicks);
        command.ExecuteNonQuery();
    }
}
