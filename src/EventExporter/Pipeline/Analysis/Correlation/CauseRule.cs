using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What a kind of trouble is like: when it is taken seriously, what it explains, when it counts as over.</summary>
/// <param name="Rank">Of the troubles in one incident that of the highest rank is the probable cause.</param>
internal sealed record CauseRule(Trouble Trouble, int Rank, EventCategory Category, Severity Severity)
{
    /// <summary>Occurrences at one object that make it an incident; those that <see cref="Leak"/> has forgotten do not count.</summary>
    public double Occurrences { get; init; } = 1;

    /// <summary>One occurrence is forgotten in this time; zero: none is.</summary>
    public TimeSpan Leak { get; init; }

    /// <summary>How long it must have lasted without recovery.</summary>
    public TimeSpan Lasting { get; init; }

    /// <summary>So many objects of one owner at a time are an incident whatever the occurrences at each.</summary>
    public int Objects { get; init; } = int.MaxValue;

    /// <summary>Without any sign for so long it counts as over; null: as configured.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>The troubles that it brings about.</summary>
    public IReadOnlyList<Trouble> Explains { get; init; } = [];

    /// <summary>Only the return of the very object that it is about proves that it is over, not that of others: a node.</summary>
    public bool IsOfRoot { get; init; }

    public bool DoesExplain(Trouble other) => other == Trouble || Explains.Contains(other);
}
