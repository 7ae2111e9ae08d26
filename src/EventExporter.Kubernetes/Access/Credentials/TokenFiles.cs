using System.Text;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>Bearer tokens kept in files.</summary>
internal static class TokenFiles
{
    public static FileCredentials Watch(string path, IClusterEnvironment environment, TimeProvider time) =>
        new([path], contents => Read(path, contents[0]), environment, time);

    private static Credential Read(string path, byte[] content)
    {
        var token = Encoding.UTF8.GetString(content).Trim();
        return token.Length > 0 ? Credential.Bearer(token) : throw new IOException($"{path} is empty");
    }
}
