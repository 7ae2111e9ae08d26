using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>An event of a case, or several alike.</summary>
internal sealed record TestEventOptions
{
    [Option("at", "When it happens, from the start of the case.", Min = "0s", Max = "90d")]
    public TimeSpan At { get; init; }

    [Option("reason", "The event's reason.", Required = true, Example = "BackOff")]
    public string Reason { get; init; } = "";

    [Option("type", "Normal, Warning or a text of one's own.")]
    public string Type { get; init; } = "Warning";

    [Option("message", "The event's message.")]
    public string Message { get; init; } = "";

    [Option("kind", "Kind of the object.")]
    public string Kind { get; init; } = "Pod";

    [Option("apiVersion", "API version of the object.")]
    public string ApiVersion { get; init; } = "v1";

    [Option("namespace", "Namespace of the object; empty for an object that has none.")]
    public string Namespace { get; init; } = "default";

    [Option("name", "Name of the object.", Required = true, Example = "web-1")]
    public string Name { get; init; } = "";

    [Option("fieldPath", "The part of the object that is meant.", Example = "spec.containers{app}")]
    public string FieldPath { get; init; } = "";

    [Option("component", "Who reports it.")]
    public string Component { get; init; } = "kubelet";

    [Option("node", "The node that reports it.")]
    public string Node { get; init; } = "";

    [Option("action", "The event's action.")]
    public string Action { get; init; } = "";

    [Option("count", "The running total when it happens first; each repetition adds one.", Min = 1)]
    public int Count { get; init; } = 1;

    [Option("labels", "Labels of the object.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    [Option("annotations", "Annotations of the object.")]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    [Option("namespaceLabels", "Labels of its namespace.")]
    public IReadOnlyDictionary<string, string> NamespaceLabels { get; init; } = new Dictionary<string, string>();

    [Option("owners", "The owner chain from the object upwards, each as Kind/name.", Example = "[ReplicaSet/web-5d4, Deployment/web]")]
    public IReadOnlyList<string> Owners { get; init; } = [];

    [Option("times", "How often it happens.", Min = 1, Max = 100000)]
    public int Times { get; init; } = 1;

    [Option("every", "Time from one to the next.", Min = "0s", Max = "30d")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(10);

    [Option("objects", "So many objects, named NAME-1, NAME-2 and so on, each with events of its own.", Min = 1, Max = 10000)]
    public int Objects { get; init; } = 1;
}
