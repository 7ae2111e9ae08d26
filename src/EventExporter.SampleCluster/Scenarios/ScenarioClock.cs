namespace EventExporter.SampleCluster.Scenarios;

/// <summary>The date of the real clock with the elapsed time of the story, so that intervals (spam limits, series) fit whatever the speed is.</summary>
internal sealed class ScenarioClock(TimeProvider real) : TimeProvider
{
    public TimeSpan Elapsed { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

    public override long GetTimestamp() => Elapsed.Ticks;
}
