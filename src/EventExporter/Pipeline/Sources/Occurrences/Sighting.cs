using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Occurrences;

/// <summary>What seeing an event object meant.</summary>
/// <param name="IsNew">The object had never been seen.</param>
/// <param name="Growth">By how much its count grew; 0 if it tells nothing new. For a new object its whole count.</param>
/// <param name="Entry">What is now remembered of it.</param>
/// <param name="IsChanged">The entry says something else than before: it is to be committed, even without an occurrence.</param>
internal readonly record struct Sighting(bool IsNew, int Growth, SeenEntry Entry, bool IsChanged);
