using System.CommandLine;
using EventExporter.Configuration;
using EventExporter.Configuration.Problems;

namespace EventExporter.Cli.Commands;

/// <summary>Every problem of a configuration, one a line, as <c>file:line:column: path: message (hint)</c>.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var command = new Command("check", "Show every problem of a configuration, with its place and the way out.") { config };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(config)));
        return command;
    }

    private static int Check(string path)
    {
        var result = ConfigurationLoader.Load(path);
        foreach (var problem in result.Problems)
            Console.Out.WriteLine(problem);
        var errors = result.Problems.Count(p => p.Severity == ProblemSeverity.Error);
        var warnings = result.Problems.Count - errors;
        if (result.Configuration is not { } configuration)
        {
            Console.Error.WriteLine($"{path}: {Count(errors, "error")}, {Count(warnings, "warning")}");
            return ExitCode.Usage;
        }

        Console.Error.WriteLine(
            $"{path}: valid, {Count(warnings, "warning")}, {Count(configuration.Receivers.Count, "receiver")}, template language {configuration.TemplateLanguage.ToString().ToLowerInvariant()}");
        return ExitCode.Success;
    }

    private static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";
}
