using System.CommandLine;
using EventExporter.Cli.Demo;

namespace EventExporter.Cli.Commands;

/// <summary>The real program against a sample cluster inside the process.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var scenario = new Option<string>("--scenario") { Description = "What happens in the cluster.", DefaultValueFactory = _ => "demo" };
        scenario.AcceptOnlyFromAmong([.. DemoRun.Scenarios]);
        var speed = new Option<double>("--speed") { Description = "How many times faster than real.", DefaultValueFactory = _ => 2 };
        var duration = SharedOptions.Time("--for");
        duration.Description = "End after this time, such as 30s. Default: Ctrl-C.";
        var command = new Command("demo", "Run against a sample cluster inside the program: no cluster needed. Ctrl-C ends it with a summary.") { scenario, speed, duration };
        command.SetAction((parsed, _) =>
        {
            var factor = parsed.GetRequiredValue(speed);
            if (!(factor is > 0 and <= 1000))
                throw UserError.Usage($"event-exporter: --speed is {factor}; give a number above 0, up to 1000.");
            return new DemoRun(parsed.GetRequiredValue(scenario), factor, parsed.GetValue(duration)).RunAsync();
        });
        return command;
    }
}
