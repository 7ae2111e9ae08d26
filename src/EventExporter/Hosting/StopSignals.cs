using System.Runtime.InteropServices;

namespace EventExporter.Hosting;

/// <summary>
/// Two signals to stop: the first (Ctrl-C, SIGTERM) finishes in order within the shutdown budget, the second gives up what is under way.
/// Nothing is lost either way: what was not accepted stays in the journal.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Stop reading and finish.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Do not finish.</summary>
    public CancellationToken Abort => _abort.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            _abort.Cancel();
        else
            _stop.Cancel();
    }
}
