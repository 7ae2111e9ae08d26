using EventExporter.Query;

namespace EventExporter.Tests.Query;

public sealed class WholeTextTests
{
    [Fact]
    public void Halves_of_pairs_are_replaced_as_in_events()
    {
        foreach (var (text, whole) in new[] { ("plain ünï", "plain ünï"), ("\U0001F600 whole", "\U0001F600 whole"), ("x\uD83Dy", "x\uFFFDy"), ("\uDE00\uD83D", "\uFFFD\uFFFD"), ("nul\0stays", "nul\0stays") })
            Assert.Equal(whole, WholeText.Of(text));
    }

    [Fact]
    public void A_query_with_half_a_pair_finds_the_event_that_came_with_it()
    {
        var query = EventQuery.Parse("message=\"x\\uD83Dy\"", default).Query!;

        Assert.Equal("message=x\uFFFDy", query.ToString().Replace("\"", "", StringComparison.Ordinal));
    }
}
