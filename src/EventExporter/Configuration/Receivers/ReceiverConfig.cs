using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Receivers;

/// <summary>
/// An entry of <c>receivers</c>: a name, one key that is the receiver's type, and the keys that every type has. A further common key
/// is one more property here.
/// </summary>
internal sealed record ReceiverConfig
{
    [Option("name", "The name by which routes refer to the receiver, and under which its bookmark is kept.", Required = true, Example = "alerts")]
    public string Name { get; init; } = "";

    /// <summary>The type key, such as <c>slack</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The options below the type key; an instance of the class that the type registered.</summary>
    public object Options { get; init; } = new();

    [Option("batch", "How many events travel together.")]
    public BatchOptions Batch { get; init; } = new();

    [Option("retry", "What happens when the service does not accept.")]
    public RetryOptions Retry { get; init; } = new();

    [Option("rateLimit", "How fast the receiver may be sent to.")]
    public RateLimitOptions? RateLimit { get; init; }

    [Option("group", "Tells of events together that have the same values in some fields.")]
    public GroupOptions? Group { get; init; }

    [Option("repeats", "What the receiver hears of a trouble that recurs.", DefaultText = "every; update for slack and opsgenie")]
    public RepeatsOptions? Repeats { get; init; }

    [Option("activeTime", "When the receiver wants to hear of events.", DefaultText = "always")]
    public ActiveTimeOptions? ActiveTime { get; init; }

    [Option("concurrency", "Requests under way at the same time. With more than one, events may arrive out of order.", Min = 1, Max = 256, DefaultText = "by receiver type")]
    public int? Concurrency { get; init; }
}
