using EventExporter.Pipeline.Events;

namespace EventExporter.Backtest;

/// <summary>An event in the journal of a backtest.</summary>
/// <param name="Sequence">Its number in this journal, from 1.</param>
/// <param name="At">When it came in, by the clock of the events.</param>
/// <param name="Index">Its place among the past events, from 0; null for what was found in them.</param>
internal readonly record struct JournalledEvent(long Sequence, DateTimeOffset At, AnalyzedEvent Event, long? Index);
