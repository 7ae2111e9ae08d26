using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>Patterns for the root of an object's owner chain, such as the Deployment of a Pod. A bare value is one for its name.</summary>
[Shorthand("name")]
internal sealed class OwnerPattern
{
    [Option("name", "Name of the root owner.")]
    public OneOrMany<string> Name { get; init; } = [];

    [Option("kind", "Kind of the root owner, such as Deployment.")]
    public OneOrMany<string> Kind { get; init; } = [];

    [Option("apiVersion", "API version of the root owner, such as apps/v1.")]
    public OneOrMany<string> ApiVersion { get; init; } = [];
}
