namespace EventExporter.Cli;

/// <summary>What the program says to the shell. Listed in README and in <c>--help</c>.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>It was asked rightly but could not be done: no cluster, something not delivered.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;
}
