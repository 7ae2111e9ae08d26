using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What is held of the events of one scope: its groups, its digest for when the active time begins, and the troubles that it was told of.</summary>
internal sealed class HeldScope
{
    private readonly QuietSettings _settings;
    private readonly TroubleMemory? _troubles;

    public HeldScope(QuietScope scope)
    {
        Name = scope.Name;
        _settings = scope.Settings;
        Groups = scope.Settings.Group is { } group ? new Gathering(group) : null;
        _troubles = scope.Settings.Repeats is { } repeats ? new TroubleMemory(repeats.Within) : null;
    }

    /// <summary>See <see cref="QuietScope.Name"/>.</summary>
    public string Name { get; }

    /// <summary>Null: events go alone.</summary>
    public Gathering? Groups { get; }

    public Digest Outside { get; } = new(GatheredBy.ActiveTime);

    /// <summary>Whether there is nothing to keep, apart from events on hold.</summary>
    public bool IsBlank => _troubles is not { IsEmpty: false } && Groups?.Groups.Any() != true;

    /// <summary>When the next of its notifications is due; null if nothing waits.</summary>
    public DateTimeOffset? DueAt => Digest.Earlier(Outside.DueAt, Groups?.DueAt);

    /// <summary>How many events of a group are kept to be shown.</summary>
    public int Samples => _settings.Group?.Samples ?? _settings.Samples;

    public IEnumerable<Tally> Tallies => (Groups?.Groups ?? []).Select(static group => group.Pending).Append(Outside.Pending).OfType<Tally>();

    public bool Knows(AnalyzedEvent analyzed, DateTimeOffset now) => _troubles?.Knows(TroubleOf(analyzed), now) == true;

    /// <summary>An event is told of, or left out as a recurrence of one that was. True if there is something to remember of it.</summary>
    public bool Heard(AnalyzedEvent analyzed, DateTimeOffset now)
    {
        _troubles?.Heard(TroubleOf(analyzed), now);
        return _troubles is not null;
    }

    public ScopeImage Save(List<AnalyzedEvent> events) => new(
        Name,
        [.. (Groups?.Groups ?? []).Select(group => group.Save(events))],
        Outside.Pending?.Save(events),
        _troubles?.All ?? new Dictionary<long, DateTimeOffset>());

    public void LoadTroubles(IReadOnlyDictionary<long, DateTimeOffset> troubles)
    {
        foreach (var (trouble, heard) in troubles)
            _troubles?.Heard(trouble, heard);
    }

    /// <summary>Takes up a group; false if events are not grouped like that any more.</summary>
    public bool TryLoad(OpenGroup group)
    {
        if (Groups is null || !group.Labels.Keys.SequenceEqual(_settings.Group!.Fields.Select(static field => field.Name), StringComparer.Ordinal))
            return false;
        Groups.Load(group);
        return true;
    }

    private long TroubleOf(AnalyzedEvent analyzed) => MemberHash.Of(string.Join('\n', _settings.Repeats!.Fields.Select(field => field.Read(analyzed))));
}
