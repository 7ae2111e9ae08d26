using EventExporter.Pipeline.Delivery;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline.Delivery;

public class PauseTests
{
    [Fact]
    public void A_shorter_wait_does_not_end_a_longer_one()
    {
        var time = new ManualTimeProvider(Some.Time);
        var pause = new Pause(time);
        Assert.Null(pause.Left);
        pause.AtLeast(TimeSpan.FromSeconds(30));
        pause.AtLeast(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(30), pause.Left);
        time.Advance(TimeSpan.FromSeconds(29));
        pause.AtLeast(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), pause.Left);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(pause.Left);
    }
}
