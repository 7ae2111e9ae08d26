using System.Text;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Kubernetes.Transport;
using EventExporter.Kubernetes.Watching;
using FsCheck;
using FsCheck.Fluent;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Watching;

public sealed class WatchLinesTests
{
    private const int MaxLine = 1000;

    [Fact]
    public void Any_cutting_of_the_bytes_into_pieces_gives_the_same_events()
    {
        var bytes = Encoding.UTF8.GetBytes(
            WatchLine("ADDED", Item("zürich-€-\U0001F600"))
            + WatchLine("MODIFIED", Item("b")).Replace("\n", "\r\n", StringComparison.Ordinal)
            + "not json\n\n"
            + WatchLine("ADDED", Item(new string('x', 2000)))
            + WatchLine("BOOKMARK", """{"metadata":{"resourceVersion":"9"}}""")
            + """{"object":{"metadata":{"name":"late type"}},"type":"DELETED"}""" + "\n"
            + """{"type":"ADDED","object":{"metadata":{"name":"cut""");
        var whole = Read(bytes, [bytes.Length]);
        Assert.Equal(6, whole.Count);

        Prop.ForAll(Gen.Choose(1, 300).ListOf().ToArbitrary(), pieces => Read(bytes, [.. pieces]).SequenceEqual(whole)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_line_over_the_limit_is_malformed_and_tells_its_length()
    {
        var bytes = Encoding.UTF8.GetBytes(WatchLine("ADDED", Item(new string('x', 5000))) + WatchLine("ADDED", Item("b")));

        var events = Read(bytes, [700, 700, 3000]);

        Assert.Equal(bytes.AsSpan().IndexOf((byte)'\n'), events[0].Malformed!.Length);
        Assert.Contains("the limit is 1000", events[0].Malformed!.Reason, StringComparison.Ordinal);
        Assert.Equal(MalformedLine.MaxExcerpt, events[0].Malformed!.Excerpt.Length);
        Assert.Equal("b", events[1].Object);
    }

    [Theory]
    [InlineData("""{"type":"ADDED"}""", "has no object")]
    [InlineData("""{"object":{"metadata":{"name":"a"}}}""", "has no type")]
    [InlineData("""{"type":"CHANGED","object":{}}""", "CHANGED")]
    [InlineData("""{"type":"ADDED","object":null}""", "Null")]
    [InlineData("""{"type":"ADDED","object":{}}""", "no metadata")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":1}}}""", "Number")]
    [InlineData("""{"type":"BOOKMARK","object":{"metadata":{}}}""", "no version")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}{"type":"ADDED"}""", "")]
    [InlineData("""[1]""", "expected an object")]
    public void What_makes_no_sense_is_malformed_with_a_reason(string line, string reason)
    {
        var events = Read(Encoding.UTF8.GetBytes(line + "\n"), [line.Length + 1]);

        var malformed = Assert.Single(events).Malformed;
        Assert.NotNull(malformed);
        Assert.Contains(reason, malformed.Reason, StringComparison.Ordinal);
        Assert.Equal(line, malformed.Excerpt);
    }

    [Fact]
    public void A_defect_of_the_reader_is_not_taken_for_a_malformed_line()
    {
        using var buffer = Filled(Encoding.UTF8.GetBytes(WatchLine("ADDED", Item("a"))));
        var lines = new WatchLines<string>(buffer, (ref _) => throw new NotSupportedException(), "watch", MaxLine);

        Assert.Throws<NotSupportedException>(() => lines.TryTake(out _));
    }

    /// <summary>Feeds the bytes in pieces of these sizes, the last repeated to the end.</summary>
    private static List<WatchEvent<string>> Read(byte[] bytes, int[] pieces)
    {
        using var buffer = new ResponseBuffer(64);
        var lines = new WatchLines<string>(buffer, Items.ReadName, "watch", MaxLine);
        var events = new List<WatchEvent<string>>();
        var rest = bytes.AsSpan();
        for (var i = 0; !rest.IsEmpty; i++)
        {
            var size = pieces.Length == 0 ? 1 : pieces[Math.Min(i, pieces.Length - 1)];
            var space = buffer.Space().Span;
            var count = Math.Min(Math.Min(size, rest.Length), space.Length);
            rest[..count].CopyTo(space);
            buffer.Append(count);
            rest = rest[count..];
            while (lines.TryTake(out var line))
                events.Add(line);
        }

        return events;
    }

    private static ResponseBuffer Filled(byte[] bytes)
    {
        var buffer = new ResponseBuffer(bytes.Length);
        bytes.CopyTo(buffer.Space());
        buffer.Append(bytes.Length);
        return buffer;
    }
}
