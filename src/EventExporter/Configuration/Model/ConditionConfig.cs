using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>
/// What an event has to be like. All keys given have to hold. A pattern is a regular expression that may match anywhere in the value
/// and minds case; of several patterns any one suffices. An empty pattern, or no key at all, holds for every event.
/// </summary>
internal class ConditionConfig
{
    [Option("message", "Pattern for the event's message.")]
    public OneOrMany<string> Message { get; init; } = [];

    [Option("apiVersion", "Pattern for the involved object's API version.")]
    public OneOrMany<string> ApiVersion { get; init; } = [];

    [Option("kind", "Pattern for the involved object's kind. 'Pod' also matches PodDisruptionBudget; '^Pod$' does not.", Example = "^Pod$")]
    public OneOrMany<string> Kind { get; init; } = [];

    [Option("namespace", "Pattern for the event's namespace; events of objects without one are in 'default'.", Example = "^kube-")]
    public OneOrMany<string> Namespace { get; init; } = [];

    [Option("name", "Pattern for the involved object's name.")]
    public OneOrMany<string> Name { get; init; } = [];

    [Option("reason", "Pattern for the event's reason.", Example = "BackOff")]
    public OneOrMany<string> Reason { get; init; } = [];

    [Option("type", "Pattern for the event's type: Normal or Warning.", Example = "Warning")]
    public OneOrMany<string> Type { get; init; } = [];

    [Option("component", "Pattern for the component that reports the event.", Example = "kubelet")]
    public OneOrMany<string> Component { get; init; } = [];

    [Option("reportingController", "Pattern for the controller that reports the event.")]
    public OneOrMany<string> ReportingController { get; init; } = [];

    [Option("host", "Pattern for the node that reports the event.")]
    public OneOrMany<string> Host { get; init; } = [];

    [Option("action", "Pattern for the action that was taken or failed.")]
    public OneOrMany<string> Action { get; init; } = [];

    [Option("severity", "Pattern for the severity found by classification.", Example = "error|critical")]
    public OneOrMany<string> Severity { get; init; } = [];

    [Option("category", "Pattern for the category found by classification.", Example = "Scheduling")]
    public OneOrMany<string> Category { get; init; } = [];

    [Option("cluster", "Pattern for the name of the cluster.")]
    public OneOrMany<string> Cluster { get; init; } = [];

    [Option("labels", "Patterns for labels of the involved object; the label has to exist. A name without a pattern asks for no more than that.")]
    public IReadOnlyDictionary<string, OneOrMany<string>> Labels { get; init; } = new Dictionary<string, OneOrMany<string>>();

    [Option("annotations", "Patterns for annotations of the involved object, like labels.")]
    public IReadOnlyDictionary<string, OneOrMany<string>> Annotations { get; init; } = new Dictionary<string, OneOrMany<string>>();

    [Option("namespaceLabels", "Patterns for labels of the event's namespace, like labels.")]
    public IReadOnlyDictionary<string, OneOrMany<string>> NamespaceLabels { get; init; } = new Dictionary<string, OneOrMany<string>>();

    [Option("details", "Patterns for what was read out of the message (image, container, probe, node, ...), like labels.")]
    public IReadOnlyDictionary<string, OneOrMany<string>> Details { get; init; } = new Dictionary<string, OneOrMany<string>>();

    [Option("owner", "Patterns for the root of the owner chain; a bare value is one for its name.")]
    public OwnerPattern? Owner { get; init; }

    [Option("minCount", "The event has been seen at least so often.", Min = 0)]
    public int? MinCount { get; init; }

    [Option("maxCount", "The event has been seen at most so often.", Min = 0)]
    public int? MaxCount { get; init; }

    [Option("not", "A condition that must not hold.")]
    public ConditionConfig? Not { get; init; }
}
