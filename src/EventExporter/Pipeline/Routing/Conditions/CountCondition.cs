using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>A bound on the event's running total, whichever API counted it.</summary>
internal sealed class CountCondition(int? minimum, int? maximum) : ICondition
{
    public bool IsMatch(AnalyzedEvent analyzed) =>
        (minimum is null || analyzed.Event.TotalCount >= minimum) && (maximum is null || analyzed.Event.TotalCount <= maximum);

    public ConditionResult Explain(AnalyzedEvent analyzed) =>
        new(
            minimum is not null ? "minCount" : "maxCount",
            (minimum ?? maximum)!.Value.ToString(CultureInfo.InvariantCulture),
            analyzed.Event.TotalCount.ToString(CultureInfo.InvariantCulture),
            IsMatch(analyzed));
}
