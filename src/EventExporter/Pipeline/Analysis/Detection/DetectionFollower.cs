using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>
/// Leads the detectors through the journal. What they find goes back into it together with their state, in one transaction: after a crash
/// they go on from the position of that state, and nothing is found twice. State without a finding is saved from time to time; what came
/// after it is followed again, to the same effect. Committing is not waited for: the journal may wait for this follower to move on.
/// </summary>
internal sealed class DetectionFollower : IJournalFollower
{
    /// <summary>A state of this size is written at most once a second, a larger one more rarely in proportion.</summary>
    private const int BytesPerSecond = 256 * 1024;

    private readonly DetectionSettings _settings;
    private readonly EventInlet _inlet;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TimeOrder _order;
    private readonly DetectionState _state;
    private readonly List<AnalyzedEvent> _found = [];
    private Task _submission = Task.CompletedTask;
    private DateTimeOffset _savedAt;
    private long _savedPosition;
    private long _savedBytes;
    private long _position;

    public DetectionFollower(
        IReadOnlyList<IDetector> detectors, DetectionSettings settings, IJournal? journal, EventInlet inlet, ExporterMetrics metrics, TimeProvider time, ILogger<DetectionFollower> log)
    {
        _settings = settings;
        _inlet = inlet;
        _time = time;
        _log = log;
        _order = new TimeOrder(detectors, settings.Lateness);
        _state = new DetectionState(_order, detectors);
        _savedAt = time.GetUtcNow();
        _ = new DetectionInstruments(metrics.Meter, detectors, _order);
        Restore(journal);
    }

    public string Name => DetectionState.Part;

    public long? Position { get; private set; }

    public ValueTask FollowAsync(JournalBatch batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Events.Count; i++)
        {
            // A batch may come again if publishing it failed: what was taken is not taken twice.
            if (batch.FirstSequence + i <= _position)
                continue;
            _order.Take(batch.Events[i], _found);
            _position = batch.FirstSequence + i;
        }

        PublishIfDue();
        return _settings.WaitsForCommit ? new ValueTask(_submission) : default;
    }

    public ValueTask TickAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (_settings.FollowsClock && _settings.IsWatching())
            _order.Advance((now - _settings.Lateness).UtcTicks, _found);
        PublishIfDue();
        return _settings.WaitsForCommit ? new ValueTask(_submission) : default;
    }

    public async ValueTask FinishAsync(CancellationToken cancellation)
    {
        _order.Advance(_order.Newest, _found);
        await _submission;
        if (_found.Count > 0)
            Publish();
        await _submission;
    }

    private void Restore(IJournal? journal)
    {
        if (journal?.GetState(DetectionState.Part) is not { } saved)
            return;
        try
        {
            var position = _state.Load(saved, _found);
            // One beyond the journal's end was made with another journal.
            if (position <= journal.Head)
                (Position, _position, _savedPosition) = (position, position, position);
        }
        catch (Exception damage) when (BatchDecoder.IsDamage(damage))
        {
            _log.LogWarning("What was remembered of patterns, rates and alerts cannot be read and is learnt anew: {Problem}.", damage.Message);
        }
    }

    private void PublishIfDue()
    {
        if (!_submission.IsCompleted)
            return;
        var passed = _time.GetUtcNow() - _savedAt;
        var rest = TimeSpan.FromSeconds(_savedBytes / (double)BytesPerSecond);
        var isDue = _found.Count > 0
            ? passed >= rest || _savedBytes < BytesPerSecond
            : _settings.KeepsState && _position > _savedPosition && passed >= (rest > _settings.SaveInterval ? rest : _settings.SaveInterval);
        if (isDue)
            Publish();
    }

    private void Publish()
    {
        var state = _settings.KeepsState ? _state.Save(_position) : [];
        var now = _time.GetUtcNow();
        var events = _found.ConvertAll(found => found with { Enriched = found.Enriched with { Event = found.Event with { ObservedAt = now } } });
        _found.Clear();
        (_savedAt, _savedPosition, _savedBytes) = (now, _position, state.Length);
        _submission = SubmitAsync(new FoundEvents(
            events, _settings.KeepsState ? new Dictionary<string, byte[]?> { [DetectionState.Part] = state } : new Dictionary<string, byte[]?>()));
    }

    private async Task SubmitAsync(FoundEvents found)
    {
        try
        {
            await _inlet.SubmitAsync([new SourceItem(null, null, null, null) { Found = found }], CancellationToken.None);
        }
        catch (InletClosedException)
        {
            // The exporter ends: the next one goes on from the state before this, and finds the same.
        }
    }
}
