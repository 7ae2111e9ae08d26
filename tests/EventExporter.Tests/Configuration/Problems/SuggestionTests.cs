using EventExporter.Configuration.Problems;

namespace EventExporter.Tests.Configuration.Problems;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("reciever", "receiver")]
    [InlineData("Receiver", "receiver")]
    [InlineData("recever", "receiver")]
    [InlineData("kind", "kind")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found_if_it_is_near(string written, string? expected) =>
        Assert.Equal(expected, Suggestion.Nearest(written, ["receiver", "reason", "kind"]));

    [Fact]
    public void Without_a_near_name_all_are_listed()
    {
        Assert.Equal("known: a, b", Suggestion.Hint("something", ["a", "b"]));
        Assert.Null(Suggestion.Hint("something", []));
    }
}
