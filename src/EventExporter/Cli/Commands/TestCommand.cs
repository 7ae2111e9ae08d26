using System.CommandLine;
using EventExporter.Cli.Testing;

namespace EventExporter.Cli.Commands;

/// <summary>Tries out a receiver with one marked event, and says at which step it fails.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var name = new Argument<string>("name") { Description = "Name of the receiver in the configuration." };
        var receiver = new Command("receiver", "Send one test event through a receiver and report each step. Exits 1 if it was not delivered.") { name, config };
        receiver.SetAction((parsed, cancellation) =>
            ReceiverTest.RunAsync(ConfigurationFile.Load(parsed.GetRequiredValue(config)), parsed.GetRequiredValue(name), Console.Out, TimeProvider.System, cancellation));
        return new Command("test", "Try out a part of the configuration.") { receiver };
    }
}
