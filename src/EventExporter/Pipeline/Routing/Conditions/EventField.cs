using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>
/// A field that rules can name. <see cref="ReadAlternative"/> is the same fact as the other event API writes it: a rule on
/// <c>component</c> written for old events must also match those whose <c>source</c> is empty.
/// </summary>
internal sealed record EventField(string Name, Func<AnalyzedEvent, string> Read, Func<AnalyzedEvent, string>? ReadAlternative = null);
