using EventExporter.Configuration.Model;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Telemetry;
using EventExporter.Web.Access;
using EventExporter.Web.Api;
using EventExporter.Web.Api.Posting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>Makes the parts of the API.</summary>
internal static class ApiComposition
{
    public static ApiServices Services(ExporterConfiguration configuration, ExporterSurroundings surroundings)
    {
        var log = surroundings.Loggers.CreateLogger("EventExporter.Web.Api");
        return new ApiServices(configuration.ClusterName, new AccessControl(configuration.Server.Auth, surroundings.Time, log), surroundings.Time, log);
    }

    /// <summary>What the API answers from once the exporter is there.</summary>
    /// <param name="stop">The exporter is told to stop.</param>
    public static ApiSources Sources(ExporterConfiguration configuration, ExporterParts parts, Exporter exporter, CancellationToken stop) => new()
    {
        Journal = parts.Journal,
        DeadLetters = parts.DeadLetters,
        Routes = parts.Routes,
        // One of its own: the exporter's counts what it sees.
        Analyzer = Composition.Analyzer(configuration),
        Receivers = () => exporter.Receivers.Statuses,
        Rates = new DeliveryRates(parts.Surroundings.Time),
        Posted = new PostedEvents(parts.Inlet!, parts.Journal.GetSeen(), parts.Surroundings.Time),
        History = new HistoryAccess(parts.History, () => WhyNoHistory(configuration, parts.Surroundings.Health)),
        Incidents = parts.Together as IIncidentBook,
        Patterns = parts.Detection?.Patterns,
        Alerts = parts.Detection?.Alerts,
        Silences = parts.Silences,
        StartedAt = parts.Surroundings.Time.GetUtcNow(),
        Stop = stop,
    };

    private static ApiProblem WhyNoHistory(ExporterConfiguration configuration, HealthBoard health)
    {
        if (!configuration.History.Enabled)
            return new ApiProblem(StatusCodes.Status501NotImplemented, "No history is kept. Set history.enabled to true in the configuration, and start the exporter again.");
        return ApiProblem.Unavailable(health.Reports.TryGetValue(SqliteHistory.HealthPart, out var report) && report.Detail.Length > 0
            ? report.Detail
            : "The history could not be opened when the exporter started; its log says why.");
    }

    /// <summary>Who may use it, in one sentence for the log.</summary>
    public static string AccessText(ServerOptions server) => server.Auth switch
    {
        { IsRequired: false } => "without server.auth it is read from this machine only",
        var auth => $"for {auth.Tokens.Count} token(s) and {auth.Users.Count} user(s)",
    } + (server.Tls.IsConfigured ? ", over TLS" : "");
}
