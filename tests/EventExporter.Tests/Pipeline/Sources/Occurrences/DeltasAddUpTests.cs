using System.Globalization;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Occurrences;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Sources.Occurrences;

/// <summary>
/// Whatever happens to the events and to the exporter, the committed deltas of an event add up to its final count minus its count at the
/// start.
/// </summary>
public sealed class DeltasAddUpTests
{
    [Fact]
    public void Deltas_add_up_over_any_sequence_of_changes_restarts_and_relists()
    {
        var steps = Gen.Choose(0, 9999).ArrayOf().Resize(120).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(120), Prop.ForAll(steps, codes =>
        {
            var world = new World(existing: 2);
            foreach (var code in codes)
                world.Step(code % 12, code / 12);
            world.Finish();
            return world.Mismatches().Length == 0;
        }));
    }

    /// <summary>A model of an API server, of the journal's transactions and of a source between them.</summary>
    private sealed class World
    {
        private const int Uids = 6;

        private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private readonly List<(string Type, ClusterEvent Event)> _log = [];
        private readonly Dictionary<string, ClusterEvent> _live = [];
        private readonly Dictionary<string, int> _final = [];
        private readonly Dictionary<string, int> _atStart = [];
        private readonly Dictionary<string, int> _committed = [];
        private readonly HashSet<string> _goneUnseen = [];
        private readonly List<SeenEntry> _seen = [];
        private readonly List<(string Uid, int Delta, SeenEntry? Entry)> _open = [];
        private OccurrenceTracker _tracker = new();
        private int _version = 100;
        private int _serial;
        private int _position;
        private int _committedPosition;
        private int _unchanged;

        public World(int existing)
        {
            for (var i = 0; i < existing; i++)
                Put("ADDED", $"old-{i}", 3 + i);
            foreach (var listed in _live.Values)
            {
                var sighting = _tracker.SeeListed(listed);
                _atStart[listed.Uid] = listed.TotalCount;
                _seen.Add(sighting.Entry);
            }

            _position = _committedPosition = _log.Count;
        }

        public void Step(int kind, int choice)
        {
            switch (kind)
            {
                case 0 or 1 when _live.Count < Uids:
                    Put("ADDED", $"new-{_serial++}", 1 + (choice % 3));
                    break;
                case 2 or 3 or 4 when _live.Count > 0:
                    var grown = Pick(choice);
                    Put("MODIFIED", grown.Uid, grown.TotalCount + 1 + (choice % 5));
                    break;
                case 5 when _live.Count > 0:
                    var touched = Pick(choice);
                    Put("MODIFIED", touched.Uid, touched.TotalCount);
                    break;
                case 6 when _live.Count > 0 && choice % 2 == 0:
                    Delete(Pick(choice));
                    break;
                case 7 or 8:
                    Read(1 + (choice % 4));
                    break;
                case 9:
                    Commit(positionLag: choice % 4);
                    break;
                case 10:
                    Restart();
                    break;
                case 11 when choice % 3 == 0:
                    Relist();
                    break;
            }
        }

        public void Finish()
        {
            Read(int.MaxValue);
            Commit(positionLag: 0);
        }

        public string[] Mismatches() =>
        [
            .. _final.Where(f => !_goneUnseen.Contains(f.Key))
                .Where(f => f.Value - _atStart.GetValueOrDefault(f.Key) != _committed.GetValueOrDefault(f.Key))
                .Select(f => $"{f.Key}: {f.Value} - {_atStart.GetValueOrDefault(f.Key)} is not {_committed.GetValueOrDefault(f.Key)}"),
        ];

        private ClusterEvent Pick(int choice) => _live.Values.ElementAt(choice % _live.Count);

        private void Put(string type, string uid, int count)
        {
            var @event = new ClusterEvent
            {
                Uid = uid,
                Count = count,
                ResourceVersion = (++_version).ToString(CultureInfo.InvariantCulture),
                ObservedAt = Now,
            };
            _live[uid] = @event;
            _final[uid] = count;
            _log.Add((type, @event));
        }

        private void Delete(ClusterEvent @event)
        {
            _live.Remove(@event.Uid);
            _log.Add(("DELETED", @event with { ResourceVersion = (++_version).ToString(CultureInfo.InvariantCulture) }));
        }

        private void Read(int lines)
        {
            for (; lines > 0 && _position < _log.Count; lines--)
            {
                var (type, @event) = _log[_position++];
                if (type == "DELETED")
                    _open.Add((@event.Uid, 0, _tracker.Forget(@event)));
                else
                    Take(@event.Uid, _tracker.SeeWatched(@event));
                _unchanged = _open[^1] is { Delta: 0, Entry: null } ? _unchanged + 1 : 0;
            }
        }

        private void Take(string uid, Sighting sighting) =>
            _open.Add((uid, sighting.Growth, sighting.IsChanged ? sighting.Entry : null));

        /// <summary>The position may lag by lines that changed nothing.</summary>
        private void Commit(int positionLag)
        {
            foreach (var (uid, delta, entry) in _open)
            {
                _committed[uid] = _committed.GetValueOrDefault(uid) + delta;
                if (entry is { } seen)
                    _seen.Add(seen);
            }

            _open.Clear();
            _committedPosition = Math.Max(_committedPosition, _position - Math.Min(positionLag, _unchanged));
        }

        private void Restart()
        {
            _open.Clear();
            _tracker = new OccurrenceTracker();
            _tracker.Restore(_seen, Now.AddDays(-1));
            (_position, _unchanged) = (_committedPosition, 0);
        }

        private void Relist()
        {
            foreach (var (_, @event) in _log.Skip(_position).Where(l => !_live.ContainsKey(l.Event.Uid)))
                _goneUnseen.Add(@event.Uid);
            _tracker.BeginList();
            foreach (var @event in _live.Values)
                Take(@event.Uid, _tracker.SeeListed(@event));
            foreach (var gone in _tracker.EndList(forgetAbsent: true))
                _open.Add(("", 0, gone));
            (_position, _unchanged) = (_log.Count, 0);
            Commit(positionLag: 0);
        }
    }
}
