using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>A file of test cases for a configuration.</summary>
internal sealed record TestFileOptions
{
    [Option("config", "The configuration to be tested; a relative path starts in the folder of this file.", Required = true, Example = "config.yaml")]
    public string Config { get; init; } = "";

    [Option("variables", "Values for ${NAME} in the configuration. Others are taken from the environment, and those that are not there get some value: nothing is sent.")]
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    [Option("cases", "The cases, each with a world of its own.", Required = true)]
    public IReadOnlyList<TestCaseOptions> Cases { get; init; } = [];
}
