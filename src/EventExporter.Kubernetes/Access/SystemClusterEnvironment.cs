namespace EventExporter.Kubernetes.Access;

/// <summary>The process's own variables and files.</summary>
internal sealed class SystemClusterEnvironment : IClusterEnvironment
{
    public static SystemClusterEnvironment Instance { get; } = new();

    public string HomeDirectory => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public bool FileExists(string path) => File.Exists(path);

    public byte[] ReadFile(string path) => File.ReadAllBytes(path);

    public DateTimeOffset LastWriteTime(string path) => File.GetLastWriteTimeUtc(path);
}
