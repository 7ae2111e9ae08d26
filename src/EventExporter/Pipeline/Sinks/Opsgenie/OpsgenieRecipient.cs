using EventExporter.Configuration.Binding;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>Somebody who is told of an alert or may see it. A bare name is a team's.</summary>
[Shorthand("name")]
internal sealed class OpsgenieRecipient
{
    [Option("type", "What it is.", Allowed = ["team", "user", "escalation", "schedule"])]
    public string Type { get; init; } = "team";

    [Option("id", "Its id; or give the name.", IsTemplate = true)]
    public string Id { get; init; } = "";

    [Option("name", "Its name: of a team, an escalation or a schedule.", IsTemplate = true)]
    public string Name { get; init; } = "";

    [Option("username", "A user's address.", IsTemplate = true)]
    public string Username { get; init; } = "";
}
