using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Slack;

/// <summary>Rates that hold for a workspace, however many channels there are.</summary>
public class SlackPaceTests
{
    private readonly ManualTimeProvider _time = new(Some.Time);
    private readonly SlackPace _pace;

    public SlackPaceTests() => _pace = new SlackPace(TimeSpan.FromSeconds(1), _time);

    [Fact]
    public async Task A_workspace_gets_300_messages_a_minute_over_all_channels()
    {
        var sent = await CountAsync(channel => _pace.PostAsync($"#{channel}", Answer, default), TimeSpan.FromSeconds(30));
        Assert.InRange(sent, 150, 10 + 150 + 1);
    }

    [Fact]
    public async Task Messages_are_edited_50_times_a_minute()
    {
        var sent = await CountAsync(_ => _pace.UpdateAsync(Answer, default), TimeSpan.FromSeconds(30));
        Assert.InRange(sent, 25, 10 + 25 + 1);
    }

    private static Task<SlackAnswer> Answer() => Task.FromResult(new SlackAnswer(Outcome.Delivered()));

    /// <summary>How many of very many that begin at once are through after this time.</summary>
    private async Task<int> CountAsync(Func<int, Task<SlackAnswer>> send, TimeSpan time)
    {
        var through = 0;
        var all = Enumerable.Range(0, 400).Select(async number =>
        {
            await send(number);
            Interlocked.Increment(ref through);
        }).ToList();
        for (var gone = TimeSpan.Zero; gone < time; gone += TimeSpan.FromMilliseconds(100))
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Harness.UntilAsync(() => _time.PendingTimers >= all.Count(static task => !task.IsCompleted));
        }

        return through;
    }
}
