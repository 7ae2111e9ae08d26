using System.CommandLine;
using EventExporter.Cli.Commands;
using EventExporter.Hosting;

namespace EventExporter.Cli;

/// <summary>Arguments to command to exit code. Each command is a class in <c>Cli/Commands</c> and one line here.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        // @FILE is an option's own affair (render --template @FILE), not a file of further arguments.
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"event-exporter: {ForPeople(error.Message)}");
            await Console.Error.WriteLineAsync($"Try 'event-exporter {CommandPath(parsed)}--help'.");
            return ExitCode.Usage;
        }

        // Signals are the commands' own affair: run and demo end in order, with a budget.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (UserError error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error.ExitCode;
        }
        catch (ReceiverProblemsException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failure;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"event-exporter: unexpected failure: {failure.GetType().Name}: {failure.Message}");
            if (Environment.GetEnvironmentVariable("EVENT_EXPORTER_STACK_TRACE") is { Length: > 0 })
                await Console.Error.WriteLineAsync(failure.StackTrace);
            return ExitCode.Failure;
        }
    }

    private static RootCommand Root() => new("Takes Kubernetes events to whoever needs them, and loses none. Exit codes: 0 done, 1 could not be done, 2 command line or configuration is wrong.")
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        CheckCommand.Create(),
        ExplainCommand.Create(),
        ReplayCommand.Create(),
        RenderCommand.Create(),
        FunctionsCommand.Create(),
        ReasonsCommand.Create(),
        TestCommand.Create(),
        BacktestCommand.Create(),
        DeadLettersCommand.Create(),
        QueryCommand.Create(),
        TimelineCommand.Create(),
        TopCommand.Create(),
        StatsCommand.Create(),
        ElasticsearchCommand.Create(),
        SilenceCommand.Create(),
        ReceiversCommand.Create(),
        SchemaCommand.Create(),
    };

    /// <summary>The parser names the types of .NET, which say nothing to those who call the program.</summary>
    private static string ForPeople(string message) => message
        .Replace("expected type 'System.Int32'", "a whole number", StringComparison.Ordinal)
        .Replace("expected type 'System.Nullable`1[System.Int32]'", "a whole number", StringComparison.Ordinal)
        .Replace("expected type 'System.Int64'", "a whole number", StringComparison.Ordinal)
        .Replace("expected type 'System.Double'", "a number", StringComparison.Ordinal);

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
