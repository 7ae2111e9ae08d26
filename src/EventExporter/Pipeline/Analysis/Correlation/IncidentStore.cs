using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// What is saved of incidents: a part of the journal's state for each, written with the events that changed it. What cannot be read, of another
/// version, is left out: the incident is found again by its next sign.
/// </summary>
internal sealed class IncidentStore(IncidentBook book)
{
    /// <summary>Before the id in the name of a part.</summary>
    public const string Prefix = "incident/";

    private readonly HashSet<Incident> _touched = [];
    private readonly List<string> _removed = [];
    private readonly IncidentCodec _codec = new();

    /// <summary>Returns the time of the last sign.</summary>
    public DateTimeOffset Load(IReadOnlyList<KeyValuePair<string, byte[]>> parts)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var (part, data) in parts)
        {
            if (IncidentCodec.TryDecode(data) is not { } incident)
            {
                _removed.Add(part);
                continue;
            }

            book.Add(incident);
            if (incident.Trouble == Trouble.ClaimPending)
                book.AddTopic(ObjectKey.Claims(incident.Root.Namespace), incident);
            foreach (var time in (ReadOnlySpan<DateTimeOffset>)[incident.LastSign, incident.PhaseSince, incident.ToldAt])
            {
                if (time > last)
                    last = time;
            }
        }

        return last;
    }

    public void Touch(Incident incident) => _touched.Add(incident);

    public void Remove(Incident incident)
    {
        book.Remove(incident);
        _touched.Remove(incident);
        _removed.Add(Prefix + incident.Id);
    }

    /// <summary>Everything that changed since the last call.</summary>
    public IReadOnlyDictionary<string, byte[]?> TakeChanges()
    {
        if (_touched.Count == 0 && _removed.Count == 0)
            return AnalyzedBatch.NoState;
        var state = new Dictionary<string, byte[]?>(_touched.Count + _removed.Count, StringComparer.Ordinal);
        foreach (var part in _removed)
            state[part] = null;
        foreach (var incident in _touched)
            state[Prefix + incident.Id] = _codec.Encode(incident);
        _removed.Clear();
        _touched.Clear();
        return state;
    }
}
