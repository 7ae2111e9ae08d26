using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Cli;

/// <summary>Opens recorded events for a command; what is wrong with them ends it with every problem and the word that nothing was sent.</summary>
internal static class Recordings
{
    public static async Task<Recording> OpenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await Recording.OpenAsync(path, Console.OpenStandardInput, cancellation);
        }
        catch (RecordingException problem)
        {
            throw new UserError(ExitCode.Failure, problem.Message, "Nothing was sent.");
        }
    }

    public static async Task CheckAsync(EventFileReader reader, IReadOnlyList<Recording> recordings, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var recording in recordings)
            problems.AddRange((await reader.ValidateAsync(recording, cancellation)).Problems);
        if (problems.Count > 0)
            throw new UserError(ExitCode.Failure, [.. problems, "Nothing was sent."]);
    }
}
