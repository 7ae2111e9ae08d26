using System.Text.Json;
using System.Text.Json.Serialization;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Backtest;

/// <summary>The result of a backtest for programs.</summary>
internal static class BacktestJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(string past, BacktestResult result, BacktestResult? baseline, BacktestComparison? comparison) => JsonSerializer.Serialize(
        new
        {
            config = result.Configuration,
            against = past,
            events = result.Events,
            from = result.From,
            to = result.To,
            receivers = result.Receivers.Select(Describe),
            incidents = result.Findings.OfType<IncidentFinding>().GroupBy(static finding => finding.Id, StringComparer.Ordinal).Select(static of => of.Last()),
            alerts = result.Findings.OfType<AlertFinding>(),
            comparison = comparison is null ? null : Describe(baseline!, comparison),
        },
        Options);

    private static object Describe(ReceiverAccount receiver) => new
    {
        name = receiver.Name,
        type = receiver.Type,
        routed = receiver.Routed,
        items = receiver.Items,
        requests = receiver.Operations,
        held = receiver.Held,
        rejected = receiver.Rejections,
        peakPerMinute = receiver.Peak,
    };

    private static object Describe(BacktestResult baseline, BacktestComparison comparison) => new
    {
        baseline = baseline.Configuration,
        receivers = comparison.Receivers.Select(static receiver => new
        {
            name = receiver.Name,
            state = receiver.Before is null ? "added" : receiver.Now is null ? "removed" : "kept",
            requests = receiver.Operations.ToDictionary(static change => change.Operation, static change => new { before = change.Before, now = change.Now }),
        }),
        warningsGained = comparison.Gained,
        warningsLost = comparison.LostCount,
        warningsUnheard = comparison.UnheardCount,
        lost = comparison.Lost,
        unheard = comparison.Unheard,
    };
}
