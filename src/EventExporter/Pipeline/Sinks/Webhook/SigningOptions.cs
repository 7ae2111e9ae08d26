using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>Signatures after https://www.standardwebhooks.com.</summary>
[Shorthand("secret")]
internal sealed class SigningOptions
{
    [Option("secret", "The secret shared with the service: whsec_ and base64, or any text. During a rotation give both, the new one first.", Aliases = ["secrets"])]
    public OneOrMany<Secret> Secrets { get; init; } = [];
}
