namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The newest batches, as objects, for readers that keep up. Bounded by an estimate of their size, except that the newest one always stays.
/// Filled by appending only: a reader that lags reads the file and changes nothing here.
/// </summary>
internal sealed class TailCache(long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private int _start;
    private long _bytes;

    public void Add(JournalBatch batch, long bytes)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(batch, bytes));
            _bytes += bytes;
            while (_bytes > maxBytes && _entries.Count - _start > 1)
                RemoveFirst();
        }
    }

    /// <summary>The batch that holds <paramref name="sequence"/>; null if it is not here.</summary>
    public JournalBatch? Find(long sequence)
    {
        lock (_gate)
        {
            var (low, high) = (_start, _entries.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var batch = _entries[middle].Batch;
                if (sequence < batch.FirstSequence)
                    high = middle - 1;
                else if (sequence > batch.LastSequence)
                    low = middle + 1;
                else
                    return batch;
            }

            return null;
        }
    }

    /// <summary>Forgets what was removed from the file.</summary>
    public void RemoveBefore(long tail)
    {
        lock (_gate)
        {
            while (_start < _entries.Count && _entries[_start].Batch.FirstSequence < tail)
                RemoveFirst();
        }
    }

    private void RemoveFirst()
    {
        _bytes -= _entries[_start].Bytes;
        _entries[_start++] = default;
        if (_start < _entries.Count / 2)
            return;
        _entries.RemoveRange(0, _start);
        _start = 0;
    }

    private readonly record struct Entry(JournalBatch Batch, long Bytes);
}
