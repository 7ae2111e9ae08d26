using System.CommandLine;

namespace EventExporter.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create() => new("demo", "Run against a sample cluster inside the program: no cluster needed.");
}
