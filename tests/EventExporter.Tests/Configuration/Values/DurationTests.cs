using EventExporter.Configuration.Values;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Configuration.Values;

public sealed class DurationTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("10s", 10)]
    [InlineData("1.5h", 5400)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604800)]
    [InlineData("2w", 1209600)]
    [InlineData("0", 0)]
    public void A_span_is_read(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, null, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("10 s")]
    [InlineData("-1s")]
    [InlineData("10S")]
    [InlineData("1h30")]
    [InlineData("1..5s")]
    [InlineData("99999999999w")]
    [InlineData("10000000d10000000d")]
    public void What_is_no_span_is_refused(string text) => Assert.False(Duration.TryParse(text, null, out _));

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), milliseconds =>
        {
            var span = TimeSpan.FromMilliseconds((long)milliseconds.Get * milliseconds.Get);
            Assert.True(Duration.TryParse(Duration.Format(span), null, out var read));
            Assert.Equal(span, read);
        }).QuickCheckThrowOnFailure();
}
