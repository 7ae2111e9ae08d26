namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// How many bytes a request may have, learnt from the cluster's answers. What was too large (413) is never tried again; a cluster that is
/// overloaded (429) gets half as much at once, and more again, bit by bit, while it accepts.
/// </summary>
internal sealed class BulkSize
{
    /// <summary>Smaller requests would cost more than they help.</summary>
    public const int Smallest = 64 * 1024;

    private readonly Lock _gate = new();
    private long _ceiling = long.MaxValue;
    private long _pace = long.MaxValue;

    /// <summary>Bytes before compression.</summary>
    public long Limit
    {
        get
        {
            lock (_gate)
                return Math.Min(_ceiling, _pace);
        }
    }

    /// <summary>A request of this size was refused for it.</summary>
    public void TooLarge(long bytes)
    {
        lock (_gate)
            _ceiling = Math.Min(_ceiling, Math.Max(1, bytes / 2));
    }

    /// <summary>A request of this size came at a time of overload.</summary>
    public void Overloaded(long bytes)
    {
        lock (_gate)
            _pace = Math.Max(Smallest, Math.Min(_pace, bytes) / 2);
    }

    /// <summary>A request of this size went through.</summary>
    public void Accepted(long bytes)
    {
        lock (_gate)
        {
            if (_pace == long.MaxValue || bytes < _pace / 2)
                return;
            _pace += Math.Max(Smallest, _pace / 8);
        }
    }
}
