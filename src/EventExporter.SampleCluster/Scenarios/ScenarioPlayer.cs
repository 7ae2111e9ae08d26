using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios;

/// <summary>Plays a scenario into a store: paced on the store's clock, or as fast as possible for tests. Not safe for concurrent use.</summary>
public sealed class ScenarioPlayer
{
    private readonly ObjectStore _store;
    private readonly Stage _stage;
    private readonly double _speed;

    /// <summary>Builds the scenario's cluster in the store; nothing happens in it yet.</summary>
    public ScenarioPlayer(ObjectStore store, Scenario scenario, ScenarioOptions? options = null)
    {
        options ??= new ScenarioOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Speed, nameof(options));
        _store = store;
        _speed = options.Speed;
        var clock = new ScenarioClock(store.Time);
        _stage = new Stage(clock);
        var cluster = new ClusterModel(store, _stage, clock, options.Seed);
        SampleTown.Build(cluster);
        _stage.Begin(cluster.TendRecorders());
        _stage.Begin(scenario.Play(cluster));
    }

    /// <summary>How much of the story was told, in the story's time.</summary>
    public TimeSpan Elapsed => _stage.Elapsed;

    /// <summary>Plays on without waiting until so much of the story is told, or it is over.</summary>
    public void RunFor(TimeSpan storyTime)
    {
        var end = _stage.Elapsed + storyTime;
        while (_stage.NextDue is { } due && due <= end)
            _stage.Step();
    }

    /// <summary>Plays on without waiting until the store's clock, which is set back, has come to the present.</summary>
    public void CatchUp(PastTime clock, CancellationToken cancellation)
    {
        var told = _stage.Elapsed;
        for (; clock.Behind > TimeSpan.Zero; clock.Behind -= TimeSpan.FromSeconds(1))
        {
            cancellation.ThrowIfCancellationRequested();
            told += TimeSpan.FromSeconds(1) * _speed;
            RunFor(told - _stage.Elapsed);
        }

        clock.Behind = TimeSpan.Zero;
    }

    /// <summary>Plays until cancelled or over, waiting on the store's clock.</summary>
    public async Task PlayAsync(CancellationToken cancellation)
    {
        var (start, told) = (_store.Time.GetTimestamp(), _stage.Elapsed);
        while (_stage.NextDue is { } due)
        {
            var wait = ((due - told) / _speed) - _store.Time.GetElapsedTime(start);
            if (wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait, _store.Time, cancellation);
            cancellation.ThrowIfCancellationRequested();
            _stage.Step();
        }
    }
}
