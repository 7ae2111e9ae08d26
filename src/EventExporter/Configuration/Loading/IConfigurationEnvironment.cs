namespace EventExporter.Configuration.Loading;

/// <summary>What loading a configuration takes from its surroundings.</summary>
internal interface IConfigurationEnvironment
{
    /// <summary>The value of an environment variable; null when it is not set.</summary>
    string? GetVariable(string name);

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    string ReadFile(string path);
}
