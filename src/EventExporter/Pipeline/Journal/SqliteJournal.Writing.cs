using EventExporter.Pipeline.Journal.Format;
using EventExporter.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Journal;

/// <summary>What happens under the gate: committing, making room, maintenance, and what to do when the disk fails.</summary>
internal sealed partial class SqliteJournal
{
    /// <summary>An event takes about this much memory besides its texts.</summary>
    private const long BytesPerEvent = 600;

    private const long ShrinkPages = 256;

    /// <summary>Writes bookmarks and removes what is due. The loop calls it every second; errors are on the health board.</summary>
    public async Task MaintainAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation);
            while (await UseAsync(_ => _retention.RemoveAged(_file.Writer, Head), cancellation))
                await Task.Yield();
            await UseAsync(_ => Shrink(), cancellation);
        }
        catch (JournalUnavailableException)
        {
            // Reported where it happened; tried again in a second.
        }
    }

    private async Task MaintainUntilStoppedAsync()
    {
        using var timer = new PeriodicTimer(MaintenanceInterval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await MaintainAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The journal is being closed.
        }
    }

    private bool HasRoom() => Guarded(() =>
    {
        if (_isDiskFull)
        {
            _retention.RemovePassed(_file.Writer, Head);
            _isDiskFull = false;
        }

        return _retention.MakeRoom(_file.Writer, Head, Record);
    });

    private JournalBatch? Commit(JournalCommit commit) => Guarded(() =>
    {
        var started = _clock.GetTimestamp();
        var now = _clock.GetUtcNow().UtcTicks;
        var bookmarks = _bookmarks.Unwritten();
        var batch = commit.Events.Count == 0 ? null : new JournalBatch(Head + 1, commit.Events);
        var payload = batch is null ? null : _encoder.Encode(batch.Events);
        _file.Writer.InTransaction(w =>
        {
            if (batch is not null)
                w.InsertBatch(new JournalRow(batch.FirstSequence, batch.Events.Count, payload!), now);
            if (commit.Seen.Count > 0)
                w.InsertSeen(SeenFormat.Encode(commit.Seen), now);
            foreach (var position in commit.Positions)
                w.Put(position);
            foreach (var (part, data) in commit.State)
                w.PutState(part, data);
            w.Put(commit.Gaps);
            w.Put(bookmarks);
        });
        _bookmarks.Written(bookmarks);
        Publish(commit, batch);
        if (_isHeld)
            ReportWell();
        _metrics.CommitSeconds.Record(_clock.GetElapsedTime(started).TotalSeconds);
        return batch;
    }, isAppend: true);

    private void Publish(JournalCommit commit, JournalBatch? batch)
    {
        if (commit.Positions.Count > 0)
        {
            lock (_positions)
            {
                foreach (var position in commit.Positions)
                    _positions[position.Scope] = position;
            }
        }

        if (batch is null)
            return;
        _cache.Add(batch, (_encoder.BodyLength * 2L) + (batch.Events.Count * BytesPerEvent));
        Volatile.Write(ref _head, batch.LastSequence);
        _appended.Raise();
    }

    private bool FlushBookmarks()
    {
        var bookmarks = _bookmarks.Unwritten();
        if (bookmarks.Count == 0)
            return false;
        _file.Writer.InTransaction(w =>
        {
            w.Put(bookmarks);
        });
        _bookmarks.Written(bookmarks);
        return true;
    }

    /// <summary>Gives space back, 2 MiB at a time, once a quarter of the file is free; less is used again soon.</summary>
    private bool Shrink()
    {
        var writer = _file.Writer;
        var free = writer.FreePages;
        if (free < ShrinkPages / 2 || free * writer.PageSize < writer.UsedBytes / 3)
            return false;
        writer.ShrinkBy(ShrinkPages);
        return true;
    }

    private void Record(Gap gap)
    {
        _metrics.Gaps.Add(1);
        _logger.LogWarning("{Why}", gap.Why);
        _recordedGaps.Writer.TryWrite(gap);
    }

    /// <summary>Runs work with the file, under the gate. Failures become <see cref="JournalUnavailableException"/> and show on the health board; damage is repaired.</summary>
    private T Guarded<T>(Func<T> work, bool isAppend = false)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        try
        {
            if (_needsRepair)
                Repair();
            var result = work();
            Measure();
            // What is small may succeed where a batch does not: after a failed append only an append proves that all is well.
            if (_isFailed && (isAppend || !_isAppendFailed))
                ReportWell();
            return result;
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw Fail(error, isAppend);
        }
    }

    private JournalUnavailableException Fail(Exception error, bool isAppend)
    {
        var unavailable = JournalErrors.Unavailable(_options.File, error);
        _isDiskFull = error is SqliteException full && JournalErrors.IsFull(full);
        if (!_isFailed)
            _logger.LogError("{Reason}", unavailable.Message);
        _isFailed = true;
        _isAppendFailed |= isAppend;
        _health.Report(Part, HealthState.Failed, unavailable.Message);
        _needsRepair |= error is SqliteException damaged && JournalErrors.IsDamage(damaged);
        return unavailable;
    }

    private void ReportHeld()
    {
        _isHeld = true;
        var slowest = _bookmarks.Before(long.MaxValue).OrderBy(b => b.Value).Select(b => b.Key).FirstOrDefault();
        _health.Report(Part, HealthState.Degraded, $"The journal is full and waits for receiver {slowest} (whenFull: hold). The watch is held; nothing is lost as long as the API server keeps the events.");
    }

    private void ReportWell()
    {
        _isFailed = false;
        _isAppendFailed = false;
        _isHeld = false;
        _health.Report(Part, _damage is null ? HealthState.Ok : HealthState.Degraded, _damage ?? "");
    }

    /// <summary>What the file says after a change: where it begins and how large it is.</summary>
    private void Measure()
    {
        var writer = _file.Writer;
        var oldest = writer.Oldest(1);
        var tail = oldest.Count == 0 ? Head + 1 : oldest[0].First;
        if (tail != Tail)
        {
            Volatile.Write(ref _tail, tail);
            _cache.RemoveBefore(tail);
        }

        _gauges.Set(writer.UsedBytes, Head - tail + 1, oldest.Count == 0 ? null : oldest[0].At);
    }
}
