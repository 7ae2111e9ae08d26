using EventExporter.Pipeline.Sinks.Slack;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Sinks.Slack;

public class SlackTextTests
{
    [Fact]
    public void A_cut_text_keeps_the_limit_and_splits_no_escaped_character() =>
        Prop.ForAll<string, ushort>((text, limit) =>
        {
            var longest = 100 + (limit % 400);
            var cut = SlackText.Cut(SlackText.Escape(string.Concat(Enumerable.Repeat((text ?? "") + "&<", 60))), longest);
            return cut.Length <= longest && !System.Text.RegularExpressions.Regex.IsMatch(cut, "&(?!amp;|lt;|gt;)");
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_code_block_that_is_cut_is_closed()
    {
        var cut = SlackText.Cut("```" + new string('x', 500) + "```", 200);
        Assert.Equal(2, cut.Split("```").Length - 1);
        Assert.EndsWith(SlackText.CutNotice, cut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    public void Control_characters_are_escaped(string text, string expected) => Assert.Equal(expected, SlackText.Escape(text));
}
