namespace EventExporter.Pipeline.Sources;

/// <summary>Whether events are being read at this moment.</summary>
internal sealed class SourceActivity
{
    private volatile bool _isRunning;

    public bool IsRunning
    {
        get => _isRunning;
        set => _isRunning = value;
    }
}
