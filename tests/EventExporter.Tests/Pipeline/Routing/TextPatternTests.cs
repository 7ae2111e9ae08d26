using System.Text.RegularExpressions;
using EventExporter.Pipeline.Routing.Patterns;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Routing;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("Pod", "HorizontalPodAutoscaler", true)]
    [InlineData("^Pod$", "HorizontalPodAutoscaler", false)]
    [InlineData("^Pod$", "Pod", true)]
    [InlineData("^Pod", "PodDisruptionBudget", true)]
    [InlineData("Pod$", "NoPod", true)]
    [InlineData("pod", "Pod", false)]
    [InlineData("(?i)pod", "Pod", true)]
    [InlineData("kube-*", "akube-system", true)]
    [InlineData("kube-*", "kube", true)]
    [InlineData("", "anything", true)]
    [InlineData("a.c", "abc", true)]
    [InlineData(@"a\.c", "abc", false)]
    [InlineData(@"^\d+$", "٣", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^[\d]+$", "42", true)]
    [InlineData("end$", "end\n", false)]
    [InlineData("(?m)end$", "end\nmore", true)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[[:digit:]_]+$", "1_2", true)]
    [InlineData("(?P<word>ab)+c", "ababc", true)]
    [InlineData(@"^\Qa.b\E$", "a.b", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"\pL", "x", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("a|^b$", "xb", false)]
    public void Patterns_mean_what_they_mean_in_RE2(string pattern, string value, bool expected) =>
        Assert.Equal(expected, new TextPattern(pattern).IsMatch(value));

    [Fact]
    public void A_text_that_explodes_backtracking_engines_is_answered() =>
        Assert.False(new TextPattern("(a+)+$").IsMatch(new string('a', 50_000) + "!"));

    [Fact]
    public void Plain_text_gives_the_same_answer_as_the_regular_expression()
    {
        var letters = Gen.Elements('a', 'b', '-').ListOf().Select(l => new string([.. l]));
        var pattern = from start in Gen.Elements("", "^") from text in letters from end in Gen.Elements("", "$") select start + text + end;
        Prop.ForAll(pattern.ToArbitrary(), letters.ToArbitrary(), (p, text) =>
            new TextPattern(p).IsMatch(text) == Regex.IsMatch(text, p.Replace("$", @"\z", StringComparison.Ordinal), RegexOptions.CultureInvariant)).QuickCheckThrowOnFailure();
    }
}
