using EventExporter.Configuration;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Configuration.Support;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Slack;

/// <summary>A Slack workspace and sinks that post to it, on a clock that moves while they wait.</summary>
internal sealed class SlackBench : IAsyncDisposable
{
    public SlackBench() => Slack = new SlackSimulator(Time);

    public ManualTimeProvider Time { get; } = new(Some.Time);

    public SlackSimulator Slack { get; }

    public string? StateFolder { get; init; }

    public SlackOptions Bot => new() { Url = new Uri(Slack.Address, "api"), Token = new Secret(Slack.Token), Channel = "#alerts" };

    public ISink Sink(SlackOptions options) => SlackSink.Create(options, SinkUnderTest.Context(Time) with { StateFolder = StateFolder });

    /// <summary>Sends, and moves the clock by tenths of a second as long as the sink waits for it.</summary>
    public async Task<IReadOnlyList<Outcome>> SendAsync(ISink sink, params AnalyzedEvent[] events)
    {
        var sending = sink.SendAsync([.. events.Select((e, i) => new DeliveryItem(i + 1, e))], default);
        await Harness.UntilAsync(() =>
        {
            if (!sending.IsCompleted && Time.PendingTimers > 0)
                Time.Advance(TimeSpan.FromMilliseconds(100));
            return sending.IsCompleted;
        });
        return await sending;
    }

    /// <summary>The event, seen once more: another resource version and one more of it.</summary>
    public static AnalyzedEvent Again(AnalyzedEvent analyzed, int version) => analyzed with
    {
        Enriched = analyzed.Enriched with
        {
            Event = analyzed.Event with { ResourceVersion = $"{version}", Count = analyzed.Event.Count + 1, Delta = 1, LastTimestamp = Some.Time.AddMinutes(version) },
        },
    };

    /// <summary>Options as a file writes them, with the address and the token of the bench.</summary>
    public SlackOptions Written(string yaml)
    {
        var text = $"route: {{match: [{{receiver: a}}]}}\nreceivers:\n- name: a\n  slack:\n    url: {Slack.Address}api\n    token: {Slack.Token}\n{yaml}";
        var result = ConfigurationLoader.LoadText(text, "f.yaml", new FakeEnvironment(), ReceiverTypes.BuiltIn);
        Assert.Empty(result.Problems);
        return (SlackOptions)result.Configuration!.Receivers[0].Options;
    }

    public ValueTask DisposeAsync() => Slack.DisposeAsync();
}
