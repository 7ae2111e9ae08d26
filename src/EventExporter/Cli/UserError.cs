namespace EventExporter.Cli;

/// <summary>Ends a command with messages for people, one a line, on standard error; never a stack trace.</summary>
internal sealed class UserError(int exitCode, params IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public int ExitCode { get; } = exitCode;

    public static UserError Usage(string line) => new(Cli.ExitCode.Usage, line);

    public static UserError Failure(string line) => new(Cli.ExitCode.Failure, line);
}
