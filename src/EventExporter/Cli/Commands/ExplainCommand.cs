using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Cli.Commands;

/// <summary>Which receivers an event goes to, and why each rule did or did not match. Reads a file, asks no cluster, sends nothing.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var events = new Option<string>("--event", "-e") { Description = "The event or events: JSON, YAML or lines; - for standard input.", Required = true, HelpName = "FILE" };
        var output = SharedOptions.Output();
        var command = new Command(
            "explain",
            "Show which receivers an event goes to, and why each rule did or did not match. Labels and owners are those in the file (involvedObject.labels, ...).")
        {
            config, events, output,
        };
        command.SetAction((parsed, cancellation) =>
            ExplainAsync(parsed.GetRequiredValue(config), parsed.GetRequiredValue(events), parsed.GetRequiredValue(output) == "json", cancellation));
        return command;
    }

    private static async Task<int> ExplainAsync(string configPath, string eventPath, bool json, CancellationToken cancellation)
    {
        var configuration = ConfigurationFile.Load(configPath);
        var routes = Hosting.Composition.Routes(configuration);
        var explained = new List<(AnalyzedEvent Event, RouteDecision Decision)>();
        await foreach (var analyzed in RecordedEvents.ReadAsync(configuration, eventPath, cancellation))
            explained.Add((analyzed, routes.Decide(analyzed)));

        if (explained.Count == 0)
            throw UserError.Failure($"event-exporter: {eventPath} holds no event.");
        using var notes = new QuietNotes(configuration);
        if (json)
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(explained.Select(e => Describe(e.Event, e.Decision, notes)), Json));
        else
            explained.ForEach(e => Console.Out.WriteLine($"{Title(e.Event)}\n{DecisionText.Write(e.Decision)}{Notes(e.Event, e.Decision, notes)}"));
        return ExitCode.Success;
    }

    private static string Title(AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        return $"{analyzed.Event.Reason} on {about.Kind} {(about.Namespace.Length > 0 ? about.Namespace + "/" : "")}{about.Name} "
            + $"({analyzed.Event.Type}, {analyzed.Severity.ToString().ToLowerInvariant()}, {analyzed.Category}, count {analyzed.Event.TotalCount})";
    }

    private static string Notes(AnalyzedEvent analyzed, RouteDecision decision, QuietNotes notes) =>
        string.Concat(decision.Receivers.SelectMany(receiver => notes.For(receiver, analyzed).Select(note => $"   {receiver}: {note}\n")));

    private static object Describe(AnalyzedEvent analyzed, RouteDecision decision, QuietNotes notes) => new
    {
        identity = analyzed.Event.Identity,
        title = Title(analyzed),
        receivers = decision.Receivers,
        heldBack = decision.Receivers.ToDictionary(receiver => receiver, receiver => notes.For(receiver, analyzed)),
        route = decision.Root,
    };
}
