using System.CommandLine;
using System.Globalization;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.Commands;

/// <summary>Looks after silences. Works beside a running exporter, which takes changes up within a second or two.</summary>
internal static class SilenceCommand
{
    public static Command Create() =>
        new("silence", "Add, list or end silences: events that match one are not sent to receivers, and are counted.") { Add(), List(), Expire() };

    private static Command Add()
    {
        var config = SharedOptions.Config();
        var matchers = new Argument<string[]>("matchers") { Description = "What is to be silent, as a query: namespace=shop reason=BackOff. With receiver=NAME only for that receiver.", Arity = ArgumentArity.OneOrMore };
        var author = new Option<string>("--author", "-a") { Description = "Whom to ask about it.", DefaultValueFactory = static _ => Environment.UserName, HelpName = "NAME" };
        var comment = new Option<string>("--comment", "-m") { Description = "Why.", Required = true, HelpName = "TEXT" };
        var lasts = SharedOptions.Time("--for");
        lasts.Description = "How long it lasts: 2h, 1d. This or --until.";
        var start = TimeOption("--start", "When it begins. Default: now.");
        var end = TimeOption("--until", "When it ends.");
        var command = new Command("add", "Add a silence and print its id.") { config, matchers, author, comment, lasts, start, end };
        command.SetAction(parsed => With(parsed.GetRequiredValue(config), book =>
        {
            if (parsed.GetValue(lasts) is null == parsed.GetValue(end) is null)
                throw UserError.Usage("event-exporter: silence add takes either --for or --until.");
            var begins = parsed.GetValue(start);
            var ends = parsed.GetValue(end) ?? (begins ?? TimeProvider.System.GetUtcNow()) + parsed.GetValue(lasts)!.Value;
            var text = string.Join(' ', parsed.GetRequiredValue(matchers));
            Console.Out.WriteLine(book.Add(new NewSilence(text, parsed.GetRequiredValue(author), parsed.GetRequiredValue(comment), begins, ends)).Id);
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command List()
    {
        var config = SharedOptions.Config();
        var all = new Option<bool>("--all") { Description = "Those that are over too." };
        var output = SharedOptions.Output("table", "json");
        var command = new Command("list", "List silences, with the events that each has held back.") { config, all, output };
        command.SetAction(parsed => With(parsed.GetRequiredValue(config), book =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var silences = book.List().Where(silence => parsed.GetValue(all) || silence.StateAt(now) != SilenceState.Expired).ToList();
            Console.Out.Write(parsed.GetRequiredValue(output) == "json" ? SilenceText.Json(silences, now) : SilenceText.Table(silences, now));
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Expire()
    {
        var config = SharedOptions.Config();
        var ids = new Argument<string[]>("id") { Description = "Ids of the silences.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("expire", "End silences now.") { config, ids };
        command.SetAction(parsed => With(parsed.GetRequiredValue(config), book =>
        {
            var unknown = parsed.GetRequiredValue(ids).Where(id => !book.Expire(id)).ToList();
            if (unknown.Count > 0)
                throw UserError.Failure($"event-exporter: there is no silence {string.Join(", ", unknown)} that holds or is to come; 'event-exporter silence list' shows them.");
            return ExitCode.Success;
        }));
        return command;
    }

    private static Option<DateTimeOffset?> TimeOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return time;
            argument.AddError($"{name} is '{text}', which is no time; write 2026-01-31T10:00:00Z (without an offset it is UTC).");
            return null;
        },
    };

    private static int With(string configPath, Func<SilenceBook, int> use)
    {
        var configuration = ConfigurationFile.Load(configPath);
        using var book = new SilenceBook(configuration.Storage.Path, TimeProvider.System, NullLogger.Instance);
        try
        {
            return use(book);
        }
        catch (SilenceProblemsException wrong)
        {
            throw UserError.Usage(string.Join('\n', wrong.Problems.Select(static problem => $"event-exporter: {(problem.Column > 0 ? problem.ToString() : problem.Hint is null ? problem.Message : $"{problem.Message}; {problem.Hint}")}")));
        }
        catch (JournalUnavailableException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}");
        }
    }
}
