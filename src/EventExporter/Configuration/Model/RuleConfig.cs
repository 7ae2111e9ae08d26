using EventExporter.Configuration.Binding;

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
}
