using System.Text;
using EventExporter.Kubernetes.Access;

namespace EventExporter.Kubernetes.Tests.Support;

/// <summary>Variables and files that only a test knows.</summary>
internal sealed class FakeEnvironment : IClusterEnvironment
{
    private readonly Dictionary<string, (byte[] Content, DateTimeOffset WrittenAt)> _files = [];

    public Dictionary<string, string> Variables { get; } = [];

    public string HomeDirectory { get; set; } = "/home/ann";

    public int Reads { get; private set; }

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public bool FileExists(string path) => _files.ContainsKey(path);

    public byte[] ReadFile(string path)
    {
        Reads++;
        return _files.TryGetValue(path, out var file) ? file.Content : throw new FileNotFoundException($"Could not find file '{path}'.");
    }

    public DateTimeOffset LastWriteTime(string path) => _files.TryGetValue(path, out var file) ? file.WrittenAt : DateTimeOffset.UnixEpoch;

    public FakeEnvironment Write(string path, string content, DateTimeOffset writtenAt = default)
    {
        _files[path] = (Encoding.UTF8.GetBytes(content), writtenAt);
        return this;
    }

    public void Delete(string path) => _files.Remove(path);
}
