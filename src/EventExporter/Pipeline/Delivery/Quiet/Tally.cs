using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>
/// Events on hold, summed up: how many, since when, by reason and namespace, and a few of them. Its size does not grow with their number.
/// </summary>
/// <param name="samples">How many different events are kept, at least 1.</param>
internal sealed class Tally(int samples)
{
    /// <summary>Reasons and namespaces that are told apart; what comes after them is one sum.</summary>
    public const int MostCounts = 100;

    private readonly List<AnalyzedEvent> _sample = [];
    private readonly Dictionary<(string Reason, string Namespace), (long Events, long Count)> _counts = [];
    private AnalyzedEvent? _newest;

    /// <summary>Events.</summary>
    public long Size { get; private set; }

    /// <summary>Occurrences.</summary>
    public long Count { get; private set; }

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>When the first of them was read from the cluster.</summary>
    public DateTimeOffset ObservedAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The place of the last one in the journal.</summary>
    public long LastSequence { get; private set; }

    public void Add(long sequence, AnalyzedEvent analyzed)
    {
        var occurrence = analyzed.Event;
        Size++;
        Count += occurrence.Delta;
        Stretch(EventGroup.Start(occurrence), occurrence.LastSeen, occurrence.ObservedAt, sequence);
        Add((occurrence.Reason, occurrence.Namespace), 1, occurrence.Delta);
        Sample(analyzed);
        _newest = analyzed;
    }

    /// <summary>Takes another's events over; they are the later ones.</summary>
    public void Add(Tally later)
    {
        if (later._newest is null)
            return;
        Size += later.Size;
        Count += later.Count;
        Stretch(later.First, later.Last, later.ObservedAt, later.LastSequence);
        foreach (var (key, (events, count)) in later._counts)
            Add(key, events, count);
        foreach (var analyzed in later._sample)
            Sample(analyzed);
        _newest = later._newest;
    }

    /// <summary>
    /// The newest event, standing for all: its delta is their sum. A single event stays as it is where <paramref name="by"/> is a digest.
    /// </summary>
    public AnalyzedEvent Newest(GatheredBy by, string key, IReadOnlyDictionary<string, string> labels)
    {
        if (Size == 1 && by != GatheredBy.Group)
            return _newest!;
        var sum = (int)Math.Min(int.MaxValue, Count);
        var occurrence = _newest!.Event with { Delta = sum };
        return _newest with
        {
            Enriched = _newest.Enriched with { Event = occurrence },
            Group = new EventGroup
            {
                By = by,
                Key = key,
                Labels = labels,
                Size = Size,
                Count = Count,
                First = First,
                Last = Last,
                Events = [.. _sample],
                Counts = Counts(),
            },
        };
    }

    public TallyImage Save(List<AnalyzedEvent> events)
    {
        var first = events.Count;
        events.AddRange(_sample);
        events.Add(_newest!);
        return new TallyImage(Size, Count, First, Last, ObservedAt, LastSequence, first, _sample.Count, Counts());
    }

    public static Tally Load(TallyImage image, IReadOnlyList<AnalyzedEvent> events, int samples)
    {
        var tally = new Tally(samples)
        {
            Size = image.Size,
            Count = image.Count,
            First = image.First,
            Last = image.Last,
            ObservedAt = image.ObservedAt,
            LastSequence = image.LastSequence,
        };
        for (var i = 0; i < image.Samples; i++)
            tally._sample.Add(events[image.FirstSample + i]);
        tally._newest = events[image.FirstSample + image.Samples];
        foreach (var count in image.Counts)
            tally._counts[(count.Reason, count.Namespace)] = (count.Events, count.Count);
        return tally;
    }

    private void Stretch(DateTimeOffset first, DateTimeOffset last, DateTimeOffset observedAt, long sequence)
    {
        First = first < First ? first : First;
        Last = last > Last ? last : Last;
        ObservedAt = observedAt < ObservedAt ? observedAt : ObservedAt;
        LastSequence = Math.Max(LastSequence, sequence);
    }

    private void Add((string Reason, string Namespace) key, long events, long count)
    {
        if (_counts.Count >= MostCounts && !_counts.ContainsKey(key))
            key = ("", "");
        var (allEvents, all) = _counts.GetValueOrDefault(key);
        _counts[key] = (allEvents + events, all + count);
    }

    /// <summary>The first ones stay and the newest is always there, in place of the one before it.</summary>
    private void Sample(AnalyzedEvent analyzed)
    {
        var known = _sample.FindIndex(other => other.Event.Uid == analyzed.Event.Uid);
        if (known >= 0)
        {
            analyzed = WithDelta(analyzed, (long)_sample[known].Event.Delta + analyzed.Event.Delta);
            _sample.RemoveAt(known);
        }
        else if (_sample.Count >= samples)
        {
            _sample.RemoveAt(_sample.Count - 1);
        }

        _sample.Add(analyzed);
    }

    private static AnalyzedEvent WithDelta(AnalyzedEvent analyzed, long delta) =>
        analyzed with { Enriched = analyzed.Enriched with { Event = analyzed.Event with { Delta = (int)Math.Min(int.MaxValue, delta) } } };

    private IReadOnlyList<EventCount> Counts() =>
    [
        .. _counts.Select(static pair => new EventCount(pair.Key.Reason, pair.Key.Namespace, pair.Value.Events, pair.Value.Count))
            .OrderBy(static count => count.Reason.Length == 0)
            .ThenByDescending(static count => count.Count)
            .ThenBy(static count => count.Reason, StringComparer.Ordinal)
            .ThenBy(static count => count.Namespace, StringComparer.Ordinal),
    ];
}
