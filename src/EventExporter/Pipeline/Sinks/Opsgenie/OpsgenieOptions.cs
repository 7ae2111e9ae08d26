using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

[Receiver("opsgenie", "Raises alerts in Opsgenie or Jira Service Management Operations, notes what recurs, and closes them.")]
internal sealed record OpsgenieOptions : HttpOptions
{
    [Option("apiKey", "Key of an API integration.", Aliases = ["apikey"], Required = true, Example = "${OPSGENIE_API_KEY}")]
    public Secret ApiKey { get; init; }

    [Option("region", "us, eu, or jsm for Jira Service Management Operations, which takes Opsgenie's place.")]
    public OpsgenieRegion Region { get; init; } = OpsgenieRegion.Us;

    [Option("url", "The API's address, where it is not that of the region.", Aliases = ["URL"], DefaultText = "by region", Example = "https://api.opsgenie.com")]
    public string Url { get; init; } = "";

    [Option("action", "create raises an alert, note adds a note to it, close closes it.", IsTemplate = true, Example = "{{ type == 'Normal' ? 'close' : 'create' }}")]
    public string Action { get; init; } = "create";

    [Option("repeats", "Events whose alert was raised already: note adds each to the alert, count only counts them.")]
    public OpsgenieRepeats Repeats { get; init; } = OpsgenieRepeats.Note;

    [Option("alias", "What alerts are told apart by: an open alert with the same alias is counted instead of raised again. Longer ones than 512 characters are hashed.", IsTemplate = true, DefaultText = "cluster, root owner of the object, and reason")]
    public string Alias { get; init; } = "";

    [Option("message", "The alert's headline. What does not fit into 130 characters goes to the description.", IsTemplate = true, DefaultText = "reason, object and cluster")]
    public string Message { get; init; } = "";

    [Option("description", "The alert's text, cut at 15,000 characters.", IsTemplate = true, DefaultText = "the event's message, what its reason means, and how often and when it was seen")]
    public string Description { get; init; } = "";

    [Option("priority", "P1 to P5.", IsTemplate = true, DefaultText = "by severity: critical P1, error P2, warning P3, notice P4, info P5", Example = "P3")]
    public string Priority { get; init; } = "";

    [Option("tags", "Tags; empty ones are left out. At most 20 of 50 characters.", IsTemplate = true)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [Option("details", "Extra properties. What goes beyond 8,000 characters in all is cut.", IsTemplate = true, DefaultText = "cluster, namespace, kind, name, reason, owner, node, count")]
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    [Option("entity", "The thing concerned, cut at 512 characters.", IsTemplate = true, DefaultText = "kind, namespace and name of the object")]
    public string Entity { get; init; } = "";

    [Option("source", "Where the alert comes from, cut at 100 characters.", IsTemplate = true, DefaultText = "event-exporter and the cluster")]
    public string Source { get; init; } = "";

    [Option("user", "In whose name alerts are raised, cut at 100 characters.", IsTemplate = true)]
    public string User { get; init; } = "";

    [Option("note", "A note, of an alert that recurs, is closed or is noted.", IsTemplate = true, DefaultText = "the event's message and count")]
    public string Note { get; init; } = "";

    [Option("responders", "Who is told: a list of team names, or of type with id, name or username. Jira Service Management wants ids.", IsTemplate = true)]
    public IReadOnlyList<OpsgenieRecipient> Responders { get; init; } = [];

    [Option("visibleTo", "Who else may see the alert, written like responders.", IsTemplate = true)]
    public IReadOnlyList<OpsgenieRecipient> VisibleTo { get; init; } = [];

    [Option("actions", "Names of custom actions, at most 10 of 50 characters.", IsTemplate = true)]
    public IReadOnlyList<string> Actions { get; init; } = [];

    [Option("heartbeat", "The name of a heartbeat that is pinged for as long as the cluster is watched, so that somebody hears of it when it is not.")]
    public string Heartbeat { get; init; } = "";

    [Option("heartbeatInterval", "Time between two pings; well below the heartbeat's own interval.", Min = "10s", Max = "1d")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMinutes(1);
}
