using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A <see cref="Tally"/> as it is kept.</summary>
/// <param name="FirstSample">Where its sample begins in the list of all kept events; the newest event follows it.</param>
internal sealed record TallyImage(
    long Size, long Count, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset ObservedAt, long LastSequence, int FirstSample, int Samples, IReadOnlyList<EventCount> Counts);
