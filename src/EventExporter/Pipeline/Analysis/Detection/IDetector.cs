using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>
/// Looks for something in the stream of events: patterns, unusual rates, alert rules. It is a function of the events and of the time it is
/// told, nothing else: the same events give the same findings, after a restart too. Times are UTC ticks. One thread at a time.
/// </summary>
internal interface IDetector
{
    /// <summary>The name under which the state is kept, and the label in metrics.</summary>
    string Part { get; }

    /// <summary>When it has to be called next although nothing happens; <see cref="long.MaxValue"/> if never.</summary>
    long NextDue { get; }

    /// <summary>How many keys or groups it remembers.</summary>
    int Remembered { get; }

    /// <summary>How many it had to forget before their time, because there were too many.</summary>
    long Evicted { get; }

    /// <param name="at">When it happened. Events come in the order of this time, but for late ones: they lie before <paramref name="now"/>.</param>
    /// <param name="now">The time that has been reached.</param>
    void Take(AnalyzedEvent analyzed, long at, long now, List<AnalyzedEvent> found);

    /// <summary>Everything that happened up to <paramref name="now"/>, and at it, has been taken.</summary>
    void AdvanceTo(long now, List<AnalyzedEvent> found);

    /// <summary>It was seen to be this late: by an event, or by the clock while events were watched.</summary>
    void Reached(long now)
    {
    }

    void Save(PayloadWriter state);

    /// <exception cref="InvalidDataException">It is no state of this detector, or one of another version.</exception>
    void Load(ref PayloadReader state, List<AnalyzedEvent> found);
}
