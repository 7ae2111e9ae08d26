using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>One line of a rule.</summary>
internal interface ICondition
{
    bool IsMatch(AnalyzedEvent analyzed);

    /// <summary>The same answer with what it compared, for people.</summary>
    ConditionResult Explain(AnalyzedEvent analyzed);
}
