using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Journal;

/// <summary>Readers: from memory where they keep up, from the file where they lag. Nothing they do holds the writer up.</summary>
internal sealed partial class SqliteJournal
{
    /// <summary>The events from <paramref name="sequence"/> on, or from the next that is there; null if none is.</summary>
    private async ValueTask<JournalBatch?> NextAsync(long sequence, CancellationToken cancellation)
    {
        if (_cache.Find(sequence) is { } cached)
            return From(cached, sequence);
        while (ReadRow(sequence) is { } row)
        {
            if (Decode(row) is { } batch)
                return From(batch, sequence);
            await RemoveUnreadableAsync(row, cancellation);
            sequence = row.Last + 1;
        }

        return null;
    }

    /// <summary>A reader that stopped amid a batch goes on there.</summary>
    private static JournalBatch From(JournalBatch batch, long sequence)
    {
        if (sequence <= batch.FirstSequence)
            return batch;
        var events = batch.Events.Skip((int)(sequence - batch.FirstSequence)).ToArray();
        return new JournalBatch(sequence, events);
    }

    private JournalRow? ReadRow(long sequence) => Read(f => f.Reader.Row(sequence));

    private JournalBatch? Decode(JournalRow row)
    {
        try
        {
            var events = BatchDecoder.Decode(row.Payload);
            return events.Length == row.Count ? new JournalBatch(row.First, events) : null;
        }
        catch (Exception error) when (BatchDecoder.IsDamage(error))
        {
            _logger.LogError("Events {First} to {Last} in {File} cannot be read: {Reason}", row.First, row.Last, _options.File, error.Message);
            return null;
        }
    }

    /// <summary>A row that cannot be read must not hold anybody up: it goes on record as a gap. Whoever reads sees a jump.</summary>
    private async Task RemoveUnreadableAsync(JournalRow row, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        var gap = new Gap("journal", now, now, $"Events {row.First} to {row.Last} in {_options.File} could not be read and are lost.", null);
        var isFirst = await UseAsync(
            _ =>
            {
                if (_file.Reader.Row(row.First) is not { } again || again.First != row.First)
                    return false;
                _file.Writer.InTransaction(w =>
                {
                    w.RemoveBatches(row.First, row.First, row.Last);
                    w.Put([gap]);
                });
                return true;
            },
            cancellation);
        if (isFirst)
            Record(gap);
    }

    /// <summary>Reads the file, again if it was replaced meanwhile. Damage is repaired and the read repeated once.</summary>
    private T Read<T>(Func<JournalFile, T> read)
    {
        for (var repaired = false; ;)
        {
            var file = _file;
            try
            {
                return read(file);
            }
            catch (Exception error) when (file != _file && error is ObjectDisposedException or SqliteException)
            {
                // The file was replaced while it was being read.
            }
            catch (ObjectDisposedException) when (_needsRepair)
            {
                RepairOnce(file, null);
            }
            catch (SqliteException error) when (JournalErrors.IsDamage(error) && !repaired)
            {
                repaired = true;
                RepairOnce(file, error);
            }
            catch (Exception error) when (JournalErrors.IsStorage(error))
            {
                throw JournalErrors.Unavailable(_options.File, error);
            }
        }
    }

    /// <summary>Unless somebody else was first. Throws <see cref="JournalUnavailableException"/> if it cannot be repaired now.</summary>
    private void RepairOnce(JournalFile damaged, SqliteException? error)
    {
        _gate.Wait();
        try
        {
            if (_file == damaged)
            {
                if (error is not null)
                    Fail(error, isAppend: false);
                Guarded(() => true);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
