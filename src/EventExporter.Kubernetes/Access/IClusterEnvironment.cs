namespace EventExporter.Kubernetes.Access;

/// <summary>What finding a cluster reads of its surroundings.</summary>
public interface IClusterEnvironment
{
    /// <summary>The user's home folder; empty where there is none.</summary>
    string HomeDirectory { get; }

    string? Variable(string name);

    bool FileExists(string path);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    byte[] ReadFile(string path);

    DateTimeOffset LastWriteTime(string path);
}
