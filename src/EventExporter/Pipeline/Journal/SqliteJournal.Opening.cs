using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>Opening the file, and replacing it when it is damaged.</summary>
internal sealed partial class SqliteJournal
{
    private JournalFile OpenFile()
    {
        DamagedJournal.FinishInterrupted(_options);
        try
        {
            return Load(JournalFile.Open(_options));
        }
        catch (SqliteException error) when (JournalErrors.IsDamage(error))
        {
            return Salvage();
        }
    }

    private JournalFile Load(JournalFile file)
    {
        try
        {
            DeadLetterStore.Resume(file.Writer.Connection);
            CompactSeen(file);
            var start = file.Load(_bookmarks);
            Volatile.Write(ref _head, Math.Max(Head, start.Head));
            lock (_positions)
            {
                foreach (var position in start.Positions)
                    _positions.TryAdd(position.Scope, position);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CompactSeen(JournalFile file)
    {
        try
        {
            SeenCompaction.Run(file);
        }
        catch (SqliteException error) when (JournalErrors.IsFull(error))
        {
            // It only saves space. A full disk is reported by the first append, which can also make room.
        }
    }

    private JournalFile Salvage()
    {
        var gap = DamagedJournal.Replace(_options, Head, _clock.GetUtcNow());
        _damage = gap.Why;
        Record(gap);
        return Load(JournalFile.Open(_options));
    }

    /// <summary>
    /// The file turned out to be damaged while in use. The operation that met it has failed; the next one works on a new file. Where that
    /// cannot be made (disk full), the damaged one stays and this is tried again.
    /// </summary>
    private void Repair()
    {
        _file.Dispose();
        _file = Salvage();
        _needsRepair = false;
        Measure();
        ReportWell();
    }
}
