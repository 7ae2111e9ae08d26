using System.CommandLine;
using EventExporter.Backtest.Cases;
using EventExporter.Cli.Testing;

namespace EventExporter.Cli.Commands;

/// <summary>Tries out a receiver with one marked event, or a configuration with cases.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Files of test cases: events in, what each receiver has to get out.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("test", "Run test cases for a configuration, or try out one of its receivers. Exits 1 if a case fails.") { files, Receiver() };
        command.SetAction((parsed, cancellation) => RunCasesAsync(parsed.GetRequiredValue(files), cancellation));
        return command;
    }

    private static Command Receiver()
    {
        var config = SharedOptions.Config();
        var name = new Argument<string>("name") { Description = "Name of the receiver in the configuration." };
        var labels = SharedOptions.Pairs("--label", "A label of the object that the event is about, for receivers that go by it; may be given several times.");
        var annotations = SharedOptions.Pairs("--annotation", "An annotation of that object, likewise.");
        var receiver = new Command("receiver", "Send one test event through a receiver and report each step. Exits 1 if it was not delivered.") { name, config, labels, annotations };
        receiver.SetAction((parsed, cancellation) =>
        {
            var (configuration, to) = (ConfigurationFile.Load(parsed.GetRequiredValue(config)), parsed.GetRequiredValue(name));
            var analyzed = TestEvent.Create(configuration, to, TimeProvider.System.GetUtcNow(), parsed.GetValue(labels), parsed.GetValue(annotations));
            return ReceiverTest.RunAsync(configuration, to, analyzed, Console.Out, TimeProvider.System, cancellation);
        });
        return receiver;
    }

    private static async Task<int> RunCasesAsync(string[] paths, CancellationToken cancellation)
    {
        if (paths.Length == 0)
            throw UserError.Usage("event-exporter: test takes files of cases (event-exporter test rules.test.yaml), or 'receiver NAME'.");
        var files = paths.Select(TestFile.Read).ToList();
        var problems = files.SelectMany(static file => file.Problems).ToList();
        if (files.Exists(static file => file.File is null))
            throw new UserError(ExitCode.Usage, [.. problems.Select(static problem => problem.ToString()), "No case was run."]);
        problems.ForEach(static problem => Console.Error.WriteLine(problem));

        int passed = 0, failed = 0;
        foreach (var (file, _) in files)
        {
            var (passedHere, failedHere) = await new CaseRun(file!, Console.Out).RunAsync(cancellation);
            (passed, failed) = (passed + passedHere, failed + failedHere);
        }

        await Console.Out.WriteLineAsync($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
