namespace EventExporter.Pipeline.Enrichment;

/// <summary>Counts the events that are held back for lookups, and lets all of them go on when they are too many.</summary>
internal sealed class HeldEvents(int most)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _tooMany = NewSignal();
    private int _held;

    /// <summary>Completes when these events and those held with them are too many.</summary>
    public Task Hold(int events)
    {
        lock (_gate)
        {
            _held += events;
            var signal = _tooMany;
            if (_held > most)
            {
                signal.SetResult();
                _tooMany = NewSignal();
            }

            return signal.Task;
        }
    }

    public void Release(int events)
    {
        lock (_gate)
            _held -= events;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
