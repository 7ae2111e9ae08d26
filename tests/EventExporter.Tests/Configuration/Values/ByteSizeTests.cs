using EventExporter.Configuration.Values;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Configuration.Values;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1GiB", 1073741824)]
    [InlineData("1Gi", 1073741824)]
    [InlineData("500MB", 500000000)]
    [InlineData("500M", 500000000)]
    [InlineData("64k", 64000)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("10 MB", 10000000)]
    [InlineData("12", 12)]
    [InlineData("12B", 12)]
    public void A_size_is_read(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, new ByteSize(1), out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("1X")]
    [InlineData("1iB")]
    [InlineData("5 apples")]
    [InlineData("99999999999TiB")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ByteSize.TryParse(text, new ByteSize(1), out _));

    [Theory]
    [InlineData(1073741824, "1GiB")]
    [InlineData(100000000, "100MB")]
    [InlineData(1536, "1536")]
    [InlineData(0, "0")]
    public void A_size_is_written_in_its_largest_exact_unit(long bytes, string expected) => Assert.Equal(expected, new ByteSize(bytes).ToString());

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), bytes =>
        {
            var size = new ByteSize((long)bytes.Get * 1024);
            Assert.True(ByteSize.TryParse(size.ToString(), new ByteSize(1), out var read));
            Assert.Equal(size, read);
        }).QuickCheckThrowOnFailure();
}
