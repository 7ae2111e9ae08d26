using EventExporter.Configuration.Model;
using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>Makes the history of a configuration, and puts it behind the journal of an exporter.</summary>
internal static class HistoryParts
{
    private const int GapsShown = 1000;

    public static History.Sqlite.HistoryOptions Options(ExporterConfiguration configuration) => new(configuration.Storage.Path)
    {
        Retention = new RetentionRules
        {
            Age = configuration.History.Retention.Age,
            Size = configuration.History.Retention.Size.Bytes,
            Types = configuration.History.Retention.Types,
            Namespaces = configuration.History.Retention.Namespaces,
        },
    };

    /// <summary>Null where the configuration wants none, and where it cannot be opened: events are delivered all the same, and health says why.</summary>
    public static SqliteHistory? Open(ExporterConfiguration configuration, SqliteJournal journal, ExporterSurroundings surroundings)
    {
        if (!configuration.History.Enabled)
            return null;
        var log = surroundings.Loggers.CreateLogger<SqliteHistory>();
        try
        {
            return SqliteHistory.Open(Options(configuration), () => journal.GetGaps(GapsShown), surroundings.Health, log, surroundings.Time);
        }
        catch (HistoryUnavailableException problem)
        {
            log.LogError("{Problem} Going on without a history until the next start.", problem.Message);
            surroundings.Health.Report(SqliteHistory.HealthPart, HealthState.Degraded, problem.Message);
            return null;
        }
    }

    /// <summary>Beside an exporter that may be running, to ask only.</summary>
    /// <exception cref="HistoryUnavailableException">There is none, or it cannot be read.</exception>
    public static SqliteHistory OpenBeside(ExporterConfiguration configuration, ILoggerFactory loggers, TimeProvider time) =>
        configuration.History.Enabled || File.Exists(Options(configuration).File)
            ? SqliteHistory.OpenToRead(Options(configuration), () => Gaps(configuration), loggers.CreateLogger<SqliteHistory>(), time)
            : throw new HistoryUnavailableException("There is no history: history.enabled is false in this configuration. Set it to true and let the exporter run.");

    public static ExporterParts Add(SqliteHistory? history, ExporterParts parts) => history is null
        ? parts
        : parts with { History = history, DeliveryLog = history.Receipts, Followers = [.. parts.Followers, new HistoryFollower(history, parts.Journal)] };

    private static IReadOnlyList<Gap> Gaps(ExporterConfiguration configuration)
    {
        try
        {
            using var connection = ConnectionBeside.Open(configuration.Storage.Path);
            return connection.Use(static journal => new JournalReader(journal).Gaps(GapsShown));
        }
        catch (JournalUnavailableException)
        {
            return [];
        }
    }
}
