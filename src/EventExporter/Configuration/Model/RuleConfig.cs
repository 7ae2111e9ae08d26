using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Configuration.Model;

/// <summary>A condition, and for a match rule the receiver of the events for which it holds.</summary>
[MisplacedKey("drop", "it belongs to the route, beside 'match'; to exclude events from one rule write 'not:'")]
[MisplacedKey("match", "it belongs to the route; write the conditions here without it")]
[MisplacedKey("routes", "it belongs to the route, beside 'match'")]
[MisplacedKey("receivers", "a rule has one 'receiver'; write a rule for each")]
internal sealed class RuleConfig : ConditionConfig
{
    [Option("receiver", "Name of the receiver. A match rule without one only decides whether the child routes are visited.")]
    public string? Receiver { get; init; }

    [Option("group", "For events of this rule, in place of the receiver's own group.")]
    public GroupOptions? Group { get; init; }

    [Option("repeats", "For events of this rule, in place of the receiver's own repeats; not update.")]
    public RepeatsOptions? Repeats { get; init; }

    [Option("activeTime", "For events of this rule, in place of the receiver's own activeTime.")]
    public ActiveTimeOptions? ActiveTime { get; init; }

    /// <summary>Whether it says for itself how its receiver is to be told.</summary>
    public bool IsQuiet => Group is not null || Repeats is not null || ActiveTime is not null;
}
