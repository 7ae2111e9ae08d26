namespace EventExporter.Configuration.Loading;

/// <summary>The variables of this process and the files of this machine.</summary>
internal sealed class ProcessEnvironment : IConfigurationEnvironment
{
    public static readonly ProcessEnvironment Instance = new();

    public string? GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    public string ReadFile(string path) => File.ReadAllText(path);
}
