using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Telemetry;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// Gathers events into incidents by owner, node and time, with the table of causes (<see cref="CauseRules"/>), and tells of them in events of
/// its own. The time that counts is that of the events; the clock's only while none come. What changed is saved with each batch, so that
/// after a restart it goes on where the journal ends.
/// </summary>
internal sealed class Correlator : IBatchAnalyzer, IIncidentBook
{
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly IncidentSettings _settings;
    private readonly IncidentGatherer _gatherer;
    private readonly IncidentLife _life;
    private readonly IncidentBook _book = new();
    private readonly IncidentStore _store;
    private readonly List<AnalyzedEvent> _found = [];
    private DateTimeOffset _now;
    private DateTimeOffset _scannedAt;

    /// <param name="saved">What was saved when the journal was last written; see <see cref="IncidentStore"/>.</param>
    public Correlator(IncidentSettings settings, ExporterMetrics metrics, IReadOnlyList<KeyValuePair<string, byte[]>>? saved = null)
    {
        _settings = settings;
        _store = new IncidentStore(_book);
        var changes = new ChangeLog(settings.Window);
        _life = new IncidentLife(settings, _book, _store, changes, new IncidentMetrics(metrics.Meter, Counts), _found);
        _gatherer = new IncidentGatherer(_book, _store, changes, settings);
        _now = _store.Load(saved ?? []);
        _scannedAt = _now;
    }

    public AnalyzedBatch Analyze(IReadOnlyList<AnalyzedEvent> events)
    {
        lock (_gate)
        {
            AnalyzedEvent[]? tagged = null;
            for (var i = 0; i < events.Count; i++)
            {
                if (Take(events[i]) is not { } incident)
                    continue;
                tagged ??= [.. events];
                tagged[i] = events[i] with { Incident = incident.Id };
            }

            return Finish(tagged ?? events);
        }
    }

    public AnalyzedBatch Tick(DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            return Finish([]);
        }
    }

    public IReadOnlyList<IncidentFinding> Open()
    {
        lock (_gate)
        {
            return [.. _book.All.Where(i => i.IsOpen).OrderByDescending(i => i.Since)
                .Select(i => IncidentEvents.Finding(i, i.Phase == IncidentPhase.Recovering ? IncidentState.Recovering : i.Number > 1 ? IncidentState.Updated : IncidentState.Opened, ""))];
        }
    }

    public IReadOnlyList<IncidentFinding> Resolved()
    {
        lock (_gate)
            return _life.Past;
    }

    /// <summary>The incident that the event belongs to, if it is one that is told of.</summary>
    private Incident? Take(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        Advance(e.LastSeen < e.ObservedAt ? e.LastSeen : e.ObservedAt);
        if (analyzed.Finding is not null || e.Component == FindingEvents.Component)
            return null;
        var incident = _gatherer.Take(analyzed, _now);
        if (incident is null)
            return null;
        _life.AfterSign(incident, _now);
        _life.KeepWithin(_settings.MaxIncidents, _settings.MaxObjects, _now);
        return incident.IsOpen ? incident : null;
    }

    private void Advance(DateTimeOffset time)
    {
        if (time <= _now)
            return;
        _now = time;
        if (_now - _scannedAt < ScanInterval)
            return;
        _scannedAt = _now;
        _life.Scan(_now);
    }

    private AnalyzedBatch Finish(IReadOnlyList<AnalyzedEvent> events)
    {
        var state = _store.TakeChanges();
        if (_found.Count == 0)
            return new AnalyzedBatch(events, state);
        AnalyzedEvent[] all = [.. events, .. _found];
        _found.Clear();
        return new AnalyzedBatch(all, state);
    }

    private (int Open, int Objects) Counts()
    {
        lock (_gate)
            return (_book.All.Count(i => i.IsOpen), _book.ObjectCount);
    }
}
