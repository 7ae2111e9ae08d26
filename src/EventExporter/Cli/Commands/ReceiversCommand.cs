using System.CommandLine;
using EventExporter.Configuration.Problems;
using EventExporter.Hosting;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Cli.Commands;

/// <summary>Looks after receivers whose services have said that they want nothing more. Works beside a running exporter, on the same journal file.</summary>
internal static class ReceiversCommand
{
    public static Command Create() => new("receivers", "List receivers, and enable those again that their service has stopped.") { List(), Enable() };

    private static Command List()
    {
        var config = SharedOptions.Config();
        var command = new Command("list", "List the receivers, and which of them are stopped since their service answered HTTP 410.") { config };
        command.SetAction(parsed => WithStops(parsed.GetRequiredValue(config), (configuration, stops) =>
        {
            foreach (var receiver in configuration.Receivers)
            {
                var state = stops.Find(receiver.Name) is { } stop ? $"stopped since {stop.At.UtcDateTime:u}: {stop.Reason}" : "enabled";
                Console.Out.WriteLine($"{receiver.Name}  {receiver.Type}  {state}");
            }

            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Enable()
    {
        var config = SharedOptions.Config();
        var name = new Argument<string>("name") { Description = "Name of the receiver in the configuration." };
        var command = new Command("enable", "Send to a stopped receiver again: the running exporter notices within seconds, else the next one that starts.") { name, config };
        command.SetAction(parsed => WithStops(parsed.GetRequiredValue(config), (configuration, stops) =>
        {
            var receiver = parsed.GetRequiredValue(name);
            var names = configuration.Receivers.Select(static known => known.Name).ToList();
            if (!names.Contains(receiver))
                throw UserError.Usage($"event-exporter: there is no receiver '{receiver}' ({(Suggestion.Nearest(receiver, names) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", names)}")})");
            Console.Out.WriteLine(stops.Remove(receiver) ? $"{receiver} is enabled again" : $"{receiver} is not stopped");
            return ExitCode.Success;
        }));
        return command;
    }

    private static int WithStops(string configPath, Func<Configuration.Model.ExporterConfiguration, IReceiverStops, int> use)
    {
        var configuration = ConfigurationFile.Load(configPath);
        try
        {
            return Composition.WithReceiverStops(configuration, stops => use(configuration, stops));
        }
        catch (JournalUnavailableException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}");
        }
    }
}
