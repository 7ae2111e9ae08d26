using EventExporter.Pipeline.Enrichment;

namespace EventExporter.Tests.Pipeline.Enrichment;

public sealed class LruMapTests
{
    [Fact]
    public void The_one_asked_for_longest_ago_is_forgotten()
    {
        var map = new LruMap<string, int>(2);
        map.Put("a", 1);
        map.Put("b", 2);
        Assert.True(map.TryGet("a", out _));

        map.Put("c", 3);

        Assert.True(map.TryGet("a", out var a));
        Assert.Equal(1, a);
        Assert.False(map.TryGet("b", out _));
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void Putting_again_replaces_and_makes_it_the_newest()
    {
        var map = new LruMap<string, int>(2);
        map.Put("a", 1);
        map.Put("b", 2);
        map.Put("a", 3);
        map.Put("c", 4);

        Assert.True(map.TryGet("a", out var a));
        Assert.Equal(3, a);
        Assert.False(map.TryGet("b", out _));
    }
}
