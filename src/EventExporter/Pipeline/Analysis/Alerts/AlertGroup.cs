using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>The events of one rule that have the same values of the fields it groups by, and whether the condition holds for them.</summary>
internal sealed class AlertGroup(AlertCondition condition, string key, string[] values, long known) : IDue
{
    /// <summary>Different times in the window that are told apart; see <see cref="SlidingSum"/>.</summary>
    private const int Resolution = 4096;
    private const int MostValues = 10_000;

    private readonly SlidingSum? _sum = condition.Counted is null ? new SlidingSum(Resolution) : null;
    private readonly DistinctWindow? _distinct = condition.Counted is null ? null : new DistinctWindow(MostValues);

    public string Key => key;

    public string[] Values => values;

    /// <summary>Since when it is known: before it was watched for a whole window, that little came says nothing.</summary>
    public long Known { get; } = known;

    public long Due { get; set; } = long.MaxValue;

    /// <summary>The latest event; null for a group of which none has come yet.</summary>
    public AnalyzedEvent? Latest { get; private set; }

    public long LastSeen { get; private set; } = known;

    /// <summary>Since when the condition holds; 0 while it does not.</summary>
    public long Since { get; set; }

    public bool IsFiring { get; set; }

    /// <summary>While firing: since when the condition does not hold any more; 0 while it does.</summary>
    public long EndingSince { get; set; }

    public bool IsEmpty => (_sum?.Count ?? _distinct!.Count) == 0;

    /// <summary>When the value falls next by itself. Not for an empty group.</summary>
    public long NextFall => (_sum?.Oldest ?? _distinct!.Oldest) + condition.Window.Ticks;

    /// <summary>When the window is empty if nothing more comes. Not for an empty group.</summary>
    public long EmptyAt => (_sum?.Newest ?? _distinct!.Newest) + condition.Window.Ticks;

    /// <summary>Occurrences in the window, or different values.</summary>
    public long Occurrences => _sum?.Sum ?? _distinct!.Count;

    public double Value => condition.Function == AlertFunction.Rate ? Occurrences / condition.Window.TotalMinutes : Occurrences;

    public void Take(AnalyzedEvent analyzed, long at)
    {
        _sum?.Add(at, analyzed.Event.Delta, at);
        _distinct?.Add(at, condition.Counted!.Read(analyzed));
        if (at >= LastSeen || Latest is null)
            Latest = analyzed;
        LastSeen = Math.Max(LastSeen, at);
    }

    public void Expire(long now)
    {
        _sum?.Expire(now - condition.Window.Ticks);
        _distinct?.Expire(now - condition.Window.Ticks);
    }

    public void Save(PayloadWriter state, BatchEncoder encoder)
    {
        state.Unsigned((ulong)values.Length);
        foreach (var value in values)
            state.String(value);
        state.Signed(Known);
        state.Signed(LastSeen);
        state.Signed(Since);
        state.Signed(EndingSince);
        state.Byte(IsFiring ? (byte)1 : (byte)0);
        state.Signed(Due);
        state.Blob(encoder.Encode(Latest is null ? [] : [Latest]));
        _sum?.Save(state);
        _distinct?.Save(state);
    }

    /// <summary>The group, and when it is due.</summary>
    public static (AlertGroup Group, long Due) Load(AlertCondition condition, ref PayloadReader state)
    {
        var values = new string[state.Count()];
        for (var i = 0; i < values.Length; i++)
            values[i] = state.String();
        var group = new AlertGroup(condition, KeyOf(values), values, state.Signed())
        {
            LastSeen = state.Signed(),
            Since = state.Signed(),
            EndingSince = state.Signed(),
            IsFiring = state.Byte() != 0,
        };
        var due = state.Signed();
        group.Latest = BatchDecoder.Decode(state.Blob().ToArray()).FirstOrDefault();
        group._sum?.Load(ref state);
        group._distinct?.Load(ref state);
        return (group, due);
    }

    public static string KeyOf(string[] values) => values.Length == 1 ? values[0] : string.Join('\u001f', values);
}
