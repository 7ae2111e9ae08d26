using System.CommandLine;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;
using EventExporter.Templating.Functions;

namespace EventExporter.Cli.Commands;

/// <summary>What templates can call.</summary>
internal static class FunctionsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A function, or a group such as 'string'. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var language = new Option<string>("--language", "-l") { Description = "Language of the templates.", DefaultValueFactory = _ => "scriban" };
        language.AcceptOnlyFromAmong("scriban", "go");
        var command = new Command("functions", "List what templates can call, with arguments and an example.") { name, language };
        command.SetAction(parsed => List(parsed.GetValue(name), parsed.GetRequiredValue(language) == "go" ? TemplateLanguage.Go : TemplateLanguage.Scriban));
        return command;
    }

    private static int List(string? name, TemplateLanguage language)
    {
        var options = new TemplateCompiler(language, new Dictionary<string, string>(), TimeProvider.System).Options;
        var functions = FunctionCatalogue.All(options);
        if (name is null)
        {
            foreach (var function in functions)
                Console.Out.WriteLine($"{function.Usage,-60} {function.Summary}");
            return ExitCode.Success;
        }

        var found = functions.Where(f => f.Name == name || f.Name.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            var near = FunctionCatalogue.Suggest(options, name);
            throw UserError.Failure($"event-exporter: there is no function '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}");
        }

        found.ForEach(Write);
        return ExitCode.Success;
    }

    private static void Write(BuiltinFunction function)
    {
        Console.Out.WriteLine($"{function.Usage}\n    {function.Summary}");
        if (function.Example is { } example)
            Console.Out.WriteLine($"    {example.ReplaceLineEndings("\n    ")}{(function.ExampleResult is { } result ? $"\n    => {result.ReplaceLineEndings("\n       ")}" : "")}");
        Console.Out.WriteLine();
    }
}
