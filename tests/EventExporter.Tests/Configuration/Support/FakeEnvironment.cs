using EventExporter.Configuration.Loading;

namespace EventExporter.Tests.Configuration.Support;

/// <summary>Variables and files that exist only in a test.</summary>
internal sealed class FakeEnvironment : IConfigurationEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public string? GetVariable(string name) => Variables.GetValueOrDefault(name);

    public string ReadFile(string path) => Files.GetValueOrDefault(path) ?? throw new FileNotFoundException("missing", path);
}
