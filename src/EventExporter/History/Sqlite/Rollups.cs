using System.Runtime.InteropServices;
using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Sums by series, a minute and an hour each, kept equal to the sums over the events in every transaction.</summary>
internal sealed class Rollups(SqliteConnection connection) : IDisposable
{
    public const long Minute = 60_000;
    public const long Hour = 3_600_000;

    private readonly Dictionary<(long At, long Series), (long Count, long Events)> _minutes = [];
    private readonly Dictionary<(long At, long Series), (long Count, long Events)> _hours = [];
    private readonly Statement _addMinutes = new(connection, Add("minutes"));
    private readonly Statement _addHours = new(connection, Add("hours"));
    private readonly Statement _clearMinutes = new(connection, "DELETE FROM minutes WHERE at = $1 AND series = $2 AND events <= 0");
    private readonly Statement _clearHours = new(connection, "DELETE FROM hours WHERE at = $1 AND series = $2 AND events <= 0");

    /// <param name="events">1 for one that comes, -1 for one that goes; <paramref name="count"/> alike.</param>
    public void Count(long at, long series, long count, int events)
    {
        Count(_minutes, (at - (at % Minute), series), count, events);
        Count(_hours, (at - (at % Hour), series), count, events);
    }

    public void Write()
    {
        Write(_minutes, _addMinutes, _clearMinutes);
        Write(_hours, _addHours, _clearHours);
    }

    public void Forget()
    {
        _minutes.Clear();
        _hours.Clear();
    }

    public void Dispose()
    {
        _addMinutes.Dispose();
        _addHours.Dispose();
        _clearMinutes.Dispose();
        _clearHours.Dispose();
    }

    private static void Count(Dictionary<(long, long), (long Count, long Events)> sums, (long, long) key, long count, int events)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        sum = (sum.Count + count, sum.Events + events);
    }

    private static void Write(Dictionary<(long At, long Series), (long Count, long Events)> sums, Statement add, Statement clear)
    {
        foreach (var ((at, series), (count, events)) in sums)
        {
            add.Run(at, series, count, events);
            if (events <= 0)
                clear.Run(at, series);
        }

        sums.Clear();
    }

    private static string Add(string table) =>
        $"INSERT INTO {table} VALUES($1, $2, $3, $4) ON CONFLICT DO UPDATE SET count = count + excluded.count, events = events + excluded.events";
}
