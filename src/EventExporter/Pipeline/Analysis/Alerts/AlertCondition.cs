using EventExporter.Query;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>
/// When an alert rule holds, as it is written in <c>when</c>.
/// <code>
/// condition := function ['by' '(' field (',' field)* ')'] [op number ['/' unit]] 'in' duration
/// function  := 'count' '(' [query] ')' | 'rate' '(' [query] ')' | 'distinct' '(' field [';' query] ')' | 'absent' '(' [query] ')'
/// op        := >= > &lt; &lt;= == !=       missing after absent, needed after all others
/// unit      := s | m | h | d              after rate only; without it: a minute
/// query     := as EventQuery has it, without since and until
/// </code>
/// </summary>
internal sealed record AlertCondition
{
    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    public AlertFunction Function { get; init; }

    public EventQuery Matcher { get; init; } = EventQuery.Everything;

    /// <summary>Of <see cref="AlertFunction.Distinct"/>: whose values are counted.</summary>
    public FieldPath? Counted { get; init; }

    /// <summary>Each combination of values of these fields is judged by itself; none: all events together.</summary>
    public IReadOnlyList<FieldPath> By { get; init; } = [];

    public Comparison Comparison { get; init; }

    /// <summary>For <see cref="AlertFunction.Rate"/> occurrences a minute.</summary>
    public double Threshold { get; init; }

    public TimeSpan Window { get; init; }

    /// <summary>It holds for a group of which nothing comes: then silence says something, and has to be watched.</summary>
    public bool HoldsAtZero => Holds(0);

    /// <summary>A value that falls can make it hold.</summary>
    public bool CanBeginByFalling => Function == AlertFunction.Absent || Comparison is Comparison.Less or Comparison.LessOrEqual or Comparison.Equal or Comparison.NotEqual;

    public bool Holds(double value) => Function == AlertFunction.Absent
        ? value == 0
        : Comparison switch
        {
            Comparison.GreaterOrEqual => value >= Threshold,
            Comparison.Greater => value > Threshold,
            Comparison.Less => value < Threshold,
            Comparison.LessOrEqual => value <= Threshold,
            Comparison.Equal => value == Threshold,
            _ => value != Threshold,
        };
}
