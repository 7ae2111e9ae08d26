using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>
/// While something is going on, events that it explains are not told of. An incident goes on from its opening to its resolution, an alert
/// while it fires, any other event for some time.
/// </summary>
internal sealed class InhibitOptions
{
    [Option("name", "A name for explanations and metrics.", DefaultText = "the rule's place in the list")]
    public string Name { get; init; } = "";

    [Option("when", "What explains the others, as a query.", Required = true, Example = "finding=incident category=Node")]
    public string When { get; init; } = "";

    [Option("mute", "The events that are then not told of, as a query. An event that is itself what explains is never muted by the same rule.", Required = true, Example = "kind=Pod")]
    public string Mute { get; init; } = "";

    [Option("equal", "Fields in which both have to be the same, and not empty.", Example = "node")]
    public OneOrMany<string> Equal { get; init; } = [];

    [Option("receivers", "The receivers that the rule is for; none: all. An archive should not lose what a pager is to be spared.", Example = "[oncall]")]
    public OneOrMany<string> Receivers { get; init; } = [];

    [Option("for", "How long an event goes on that is no incident and no alert.", Min = "1s", Max = "24h")]
    public TimeSpan For { get; init; } = TimeSpan.FromMinutes(10);
}
