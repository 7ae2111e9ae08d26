using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EventExporter.Hosting;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Cli.Commands;

/// <summary>Looks after events that a receiver refused for good. Works beside a running exporter, on the same journal file.</summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var command = new Command("deadletters", "List, show, retry or discard events that a receiver refused for good.") { List(), Show(), Retry(), Discard() };
        return command;
    }

    private static Command List()
    {
        var config = SharedOptions.Config();
        var receiver = ReceiverOption();
        var limit = new Option<int>("--limit") { Description = "How many to list, newest first.", DefaultValueFactory = _ => 50 };
        var output = SharedOptions.Output("table", "json");
        var command = new Command("list", "List dead letters, newest first.") { config, receiver, limit, output };
        command.SetAction(parsed => WithStore(parsed.GetRequiredValue(config), store =>
        {
            var letters = store.ListDeadLetters(parsed.GetValue(receiver), null, Math.Max(1, parsed.GetRequiredValue(limit)));
            DeadLetterText.WriteList(letters, parsed.GetRequiredValue(output) == "json");
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Show()
    {
        var config = SharedOptions.Config();
        var id = new Argument<long>("id") { Description = "Number of the dead letter." };
        var command = new Command("show", "Show a dead letter: the reason, the payload and the event.") { config, id };
        command.SetAction(parsed => WithStore(parsed.GetRequiredValue(config), store =>
        {
            var number = parsed.GetRequiredValue(id);
            DeadLetterText.WriteWhole(store.GetDeadLetter(number) ?? throw UserError.Failure($"event-exporter: there is no dead letter {number}; 'event-exporter deadletters list' shows them."));
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Retry() => Change(
        "retry",
        "Send dead letters again: the running exporter takes them up within seconds, else the next one that starts.",
        (store, ids) => store.RequestRetry(ids),
        (store, receiver) => store.RequestRetryOfAll(receiver),
        "will be sent again");

    private static Command Discard() => Change(
        "discard",
        "Remove dead letters for good.",
        (store, ids) => store.Discard(ids),
        (store, receiver) => store.DiscardAll(receiver),
        "discarded");

    private static Command Change(
        string name, string description, Func<IDeadLetterStore, IReadOnlyList<long>, int> some, Func<IDeadLetterStore, string?, int> all, string done)
    {
        var config = SharedOptions.Config();
        var receiver = ReceiverOption();
        var everything = new Option<bool>("--all") { Description = "All of them, or all of --receiver." };
        var ids = new Argument<long[]>("id") { Description = "Numbers of the dead letters.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { config, receiver, everything, ids };
        command.SetAction(parsed =>
        {
            var numbers = parsed.GetValue(ids) ?? [];
            if (numbers.Length == 0 == !parsed.GetValue(everything))
                throw UserError.Usage($"event-exporter: {name} takes either numbers of dead letters or --all.");
            return WithStore(parsed.GetRequiredValue(config), store =>
            {
                var changed = numbers.Length > 0 ? some(store, numbers) : all(store, parsed.GetValue(receiver));
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changed} {done}"));
                return changed == 0 && numbers.Length > 0 ? ExitCode.Failure : ExitCode.Success;
            });
        });
        return command;
    }

    private static Option<string?> ReceiverOption() => new("--receiver", "-r") { Description = "Only those of this receiver.", HelpName = "NAME" };

    private static int WithStore(string configPath, Func<IDeadLetterStore, int> use)
    {
        var configuration = ConfigurationFile.Load(configPath);
        try
        {
            return Composition.WithDeadLetters(configuration, use);
        }
        catch (JournalUnavailableException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}");
        }
    }
}
