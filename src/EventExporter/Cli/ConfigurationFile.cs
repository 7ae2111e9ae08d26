using EventExporter.Configuration;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;

namespace EventExporter.Cli;

/// <summary>Reads the configuration for a command: warnings go to standard error, errors end the command with all of them.</summary>
internal static class ConfigurationFile
{
    public static ExporterConfiguration Load(string path)
    {
        var result = ConfigurationLoader.Load(path);
        return Accept(result, path);
    }

    public static ExporterConfiguration Accept(LoadResult result, string path)
    {
        if (result.Configuration is null)
        {
            var errors = result.Problems.Count(p => p.Severity == ProblemSeverity.Error);
            throw new UserError(ExitCode.Usage, [.. result.Problems.Select(p => p.ToString()), $"{path}: {errors} {(errors == 1 ? "problem" : "problems")}; nothing was started."]);
        }

        foreach (var warning in result.Problems)
            Console.Error.WriteLine(warning);
        return result.Configuration;
    }
}
