using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Tests.Pipeline.Sources.Occurrences;

public sealed class OccurrenceTrackerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly OccurrenceTracker _tracker = new();

    [Fact]
    public void A_new_event_counts_as_often_as_it_says()
    {
        Assert.Equal((true, 4), Outcome(_tracker.SeeWatched(Event("a", 10, 4))));
    }

    [Fact]
    public void A_larger_count_is_growth()
    {
        _tracker.SeeWatched(Event("a", 10, 4));

        Assert.Equal((false, 3), Outcome(_tracker.SeeWatched(Event("a", 11, 7))));
    }

    [Fact]
    public void A_change_of_metadata_is_no_occurrence()
    {
        _tracker.SeeWatched(Event("a", 10, 4));
        var sighting = _tracker.SeeWatched(Event("a", 11, 4));

        Assert.Equal((0, false), (sighting.Growth, sighting.IsChanged));
    }

    [Fact]
    public void A_count_that_fell_was_begun_anew()
    {
        _tracker.SeeWatched(Event("a", 10, 4));

        Assert.Equal(2, _tracker.SeeWatched(Event("a", 11, 2)).Growth);
        Assert.Equal(1, _tracker.SeeWatched(Event("a", 12, 3)).Growth);
    }

    [Fact]
    public void A_stretch_that_is_read_twice_counts_once()
    {
        ClusterEvent[] lines = [Event("a", 10, 1), Event("a", 11, 5), Event("a", 12, 2), Event("a", 13, 3)];
        var first = lines.Sum(l => _tracker.SeeWatched(l).Growth);
        var second = lines.Sum(l => _tracker.SeeWatched(l).Growth);

        Assert.Equal((1 + 4 + 2 + 1, 0), (first, second));
    }

    [Fact]
    public void Versions_that_are_no_numbers_are_not_compared()
    {
        _tracker.SeeWatched(Event("a", "x", 4));

        Assert.Equal(0, _tracker.SeeWatched(Event("a", "w", 2)).Growth);
        Assert.Equal(1, _tracker.SeeWatched(Event("a", "v", 3)).Growth);
    }

    [Fact]
    public void A_list_shows_the_present_even_after_a_restored_backup()
    {
        _tracker.SeeWatched(Event("a", 100, 4));

        Assert.Equal(0, _tracker.SeeListed(Event("a", 50, 2)).Growth);
        Assert.Equal(1, _tracker.SeeWatched(Event("a", 51, 3)).Growth);
    }

    [Fact]
    public void An_expired_event_is_forgotten_and_stays_so_after_a_restart()
    {
        var seen = _tracker.SeeWatched(Event("a", 10, 4)).Entry;
        var gone = _tracker.Forget(Event("a", 11, 4))!.Value;
        var restarted = new OccurrenceTracker();
        restarted.Restore([seen, gone], Now.AddHours(-1));

        Assert.Equal((0, 0), (_tracker.Count, restarted.Count));
        Assert.Null(_tracker.Forget(Event("a", 11, 4)));
    }

    [Fact]
    public void What_a_whole_list_does_not_hold_is_forgotten()
    {
        _tracker.SeeWatched(Event("a", 1, 1));
        _tracker.SeeWatched(Event("b", 2, 1));
        for (var round = 0; round < 3; round++)
        {
            _tracker.BeginList();
            _tracker.SeeListed(Event("b", 2, 1));
            _tracker.BeginList();
            _tracker.SeeListed(Event("c", 3, 1));
            var gone = _tracker.EndList(forgetAbsent: true);
            Assert.Equal(round == 0 ? 1 : 0, gone.Count);
        }

        Assert.Equal(2, _tracker.Count);
    }

    [Fact]
    public void What_is_too_old_is_not_taken_up()
    {
        var entry = _tracker.SeeWatched(Event("a", 10, 4)).Entry;
        var restarted = new OccurrenceTracker();
        restarted.Restore([entry], Now.AddSeconds(1));

        Assert.Equal(0, restarted.Count);
    }

    [Fact]
    public void Uids_that_are_no_uuids_are_told_apart()
    {
        _tracker.SeeWatched(Event("one", 1, 1));

        Assert.True(_tracker.SeeWatched(Event("other", 2, 1)).IsNew);
        Assert.False(_tracker.SeeWatched(Event("one", 3, 2)).IsNew);
    }

    private static (bool IsNew, int Growth) Outcome(Sighting sighting) => (sighting.IsNew, sighting.Growth);

    private static ClusterEvent Event(string uid, int version, int count) =>
        Event(uid, version.ToString(System.Globalization.CultureInfo.InvariantCulture), count);

    private static ClusterEvent Event(string uid, string version, int count) =>
        new() { Uid = uid, ResourceVersion = version, Count = count, ObservedAt = Now };
}
