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

    /// <summary>Opens and checks several; what is wrong with any of them is told together.</summary>
    /// <param name="opened">Takes what was opened, also when the check fails: for the caller to dispose.</param>
    public static async Task OpenAllAsync(EventFileReader reader, IReadOnlyList<string> paths, List<Recording> opened, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var path in paths)
        {
            try
            {
                opened.Add(await Recording.OpenAsync(path, Console.OpenStandardInput, cancellation));
            }
            catch (RecordingException problem)
            {
                problems.Add(problem.Message);
            }
        }

        await CheckAsync(reader, opened, problems, cancellation);
    }

    public static Task CheckAsync(EventFileReader reader, IReadOnlyList<Recording> recordings, CancellationToken cancellation) =>
        CheckAsync(reader, recordings, [], cancellation);

    private static async Task CheckAsync(EventFileReader reader, IReadOnlyList<Recording> recordings, List<string> problems, CancellationToken cancellation)
    {
        foreach (var recording in recordings)
            problems.AddRange((await reader.ValidateAsync(recording, cancellation)).Problems);
        if (problems.Count > 0)
            throw new UserError(ExitCode.Failure, [.. problems, "Nothing was sent."]);
    }
}
