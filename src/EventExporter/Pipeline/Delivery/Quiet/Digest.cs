using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Events that will be told of together in one message: when there is room again, or when the active time begins.</summary>
internal sealed class Digest(GatheredBy by)
{
    public GatheredBy By => by;

    /// <summary>Null: nothing waits.</summary>
    public Tally? Pending { get; private set; }

    /// <summary>When it is to be told; only while something waits.</summary>
    public DateTimeOffset ScheduledAt { get; private set; }

    public DateTimeOffset? DueAt => Pending is null ? null : ScheduledAt;

    /// <summary>The earlier of two times that there may be.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;

    public void Add(long sequence, AnalyzedEvent analyzed, DateTimeOffset dueAt, int samples)
    {
        Pending ??= new Tally(samples);
        Pending.Add(sequence, analyzed);
        ScheduledAt = dueAt;
    }

    public void Add(Tally tally, DateTimeOffset dueAt, int samples)
    {
        Pending ??= new Tally(samples);
        Pending.Add(tally);
        ScheduledAt = dueAt;
    }

    /// <summary>What waits will be told later.</summary>
    public void Postpone(DateTimeOffset dueAt) => ScheduledAt = dueAt;

    public Tally? Take()
    {
        var taken = Pending;
        Pending = null;
        return taken;
    }
}
