using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.History.Sqlite;

/// <summary>
/// Neighbouring events, stored together because they share much. Written as <c>n:varint (gap:varint)*n payload</c>: n is 0 where the
/// numbers are consecutive, else how many events there are, each with the distance to the number before it (the first to itself); the
/// payload is the journal's format.
/// </summary>
internal sealed class EventBlock(long[] sequences, AnalyzedEvent[] events)
{
    /// <summary>As many as are decoded at once to read one of them: more compress better, fewer are read faster.</summary>
    public const int Size = 32;

    public IReadOnlyList<long> Sequences => sequences;

    public IReadOnlyList<AnalyzedEvent> Events => events;

    public long First => sequences[0];

    public long Last => sequences[^1];

    /// <summary>Null if it is not here (any more).</summary>
    public AnalyzedEvent? Find(long sequence)
    {
        var index = Array.BinarySearch(sequences, sequence);
        return index < 0 ? null : events[index];
    }

    public byte[] Encode(BatchEncoder encoder)
    {
        var head = new PayloadWriter();
        if (Last - First + 1 == sequences.Length)
        {
            head.Unsigned(0);
        }
        else
        {
            head.Unsigned((ulong)sequences.Length);
            for (var i = 0; i < sequences.Length; i++)
                head.Unsigned((ulong)(sequences[i] - (i == 0 ? First : sequences[i - 1])));
        }

        return [.. head.Written, .. encoder.Encode(events)];
    }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static EventBlock Decode(long first, byte[] data)
    {
        var head = new PayloadReader(data);
        var count = head.Count();
        var sequences = new long[count];
        var at = first;
        for (var i = 0; i < count; i++)
            sequences[i] = at += (long)head.Unsigned();
        var events = BatchDecoder.Decode(data[(data.Length - head.Remaining)..]);
        if (count == 0)
            sequences = [.. Enumerable.Range(0, events.Length).Select(i => first + i)];
        return sequences.Length == events.Length ? new EventBlock(sequences, events) : throw new InvalidDataException("A block holds another number of events than it says.");
    }
}
