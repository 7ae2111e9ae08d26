using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>A name and a password, and what they are good for.</summary>
internal sealed record ServerUserOptions
{
    public const int ShortestPassword = 8;

    [Option("name", "The user's name.", Required = true, Example = "alice")]
    public string Name { get; init; } = "";

    [Option("password", "The password, at least 8 characters.", Required = true, Example = "${file:/var/run/secrets/alice}")]
    public Secret Password { get; init; }

    [Option("access", "What the user may do; write includes read.")]
    public ServerAccess Access { get; init; } = ServerAccess.Read;

    [Option("namespaces", "The namespaces that the user sees, and may write for; none: all.", Example = "[payments]")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];
}
