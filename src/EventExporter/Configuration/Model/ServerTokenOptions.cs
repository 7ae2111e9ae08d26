using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>A bearer token and what it is good for.</summary>
internal sealed record ServerTokenOptions
{
    /// <summary>Tokens are not slow to compare as passwords are: their length is what keeps them from being guessed.</summary>
    public const int ShortestToken = 16;

    [Option("name", "Whose token it is, for the log and for what is done with it.", Required = true, Example = "dashboard")]
    public string Name { get; init; } = "";

    [Option("token", "The token itself, at least 16 characters.", Required = true, Example = "${API_TOKEN}")]
    public Secret Token { get; init; }

    [Option("access", "What it is good for; write includes read.")]
    public ServerAccess Access { get; init; } = ServerAccess.Read;

    [Option("namespaces", "The namespaces that it sees, and may write for; none: all.", Example = "[payments]")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];
}
