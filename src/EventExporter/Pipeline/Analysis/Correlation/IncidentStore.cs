using System.Globalization;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// What is saved of incidents: a part of the journal's state for each, and one for each further page of its objects, written with the events
/// that changed them. What cannot be read, of another version, is left out: the incident is found again by its next sign.
/// </summary>
internal sealed class IncidentStore
{
    /// <summary>Before the id in the name of a part.</summary>
    public const string Prefix = "incident/";

    private readonly IncidentBook _book;
    private readonly HashSet<Incident> _touched = [];
    private readonly List<string> _removed = [];
    private readonly IncidentCodec _codec = new();

    public IncidentStore(IncidentBook book)
    {
        _book = book;
        book.Left = Touch;
    }

    /// <summary>Returns the time of the last sign.</summary>
    public DateTimeOffset Load(IReadOnlyList<KeyValuePair<string, byte[]>> parts)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var incident in Decode(parts))
        {
            _book.Add(incident);
            if (incident.Trouble == Trouble.ClaimPending)
                _book.AddTopic(ObjectKey.Claims(incident.Root.Namespace), incident);
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
        _removed.Add(Prefix + incident.Id);
        for (var page = 1; page < incident.Pages.Count; page++)
            _removed.Add(PartOf(incident, page));
        _book.Remove(incident);
        _touched.Remove(incident);
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
        {
            incident.Pages.TakeChange(0);
            state[Prefix + incident.Id] = _codec.Encode(incident);
            for (var page = 1; page < incident.Pages.Count; page++)
            {
                if (incident.Pages.TakeChange(page))
                    state[PartOf(incident, page)] = incident.Pages.Of(page).Any() ? _codec.EncodePage(incident, page) : null;
            }
        }

        _removed.Clear();
        _touched.Clear();
        return state;
    }

    private static string PartOf(Incident incident, int page) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{incident.Id}/{page}");

    /// <summary>The incidents first: a page is worth nothing without its incident.</summary>
    private List<Incident> Decode(IReadOnlyList<KeyValuePair<string, byte[]>> parts)
    {
        var incidents = new Dictionary<string, Incident>(StringComparer.Ordinal);
        foreach (var (part, data) in parts.Where(static part => !IsPage(part.Key)))
        {
            if (IncidentCodec.TryDecode(data) is { } incident)
                incidents.Add(part, incident);
            else
                _removed.Add(part);
        }

        foreach (var (part, data) in parts.Where(static part => IsPage(part.Key)))
        {
            if (!incidents.TryGetValue(part[..part.LastIndexOf('/')], out var incident) || !IncidentCodec.TryDecodePage(data, incident))
                _removed.Add(part);
        }

        return [.. incidents.Values];
    }

    private static bool IsPage(string part) => part.LastIndexOf('/') >= Prefix.Length;
}
