using EventExporter.Configuration.Patterns;

namespace EventExporter.Tests.Configuration.Patterns;

public sealed class PatternTests
{
    [Theory]
    [InlineData("Pod", "HorizontalPodAutoscaler", true)]
    [InlineData("pod", "Pod", false)]
    [InlineData("(?i)pod", "Pod", true)]
    [InlineData("^default$", "default", true)]
    [InlineData("^default$", "default\n", false)]
    [InlineData("(?m)^a$", "b\na\nc", true)]
    [InlineData("(?P<why>BackOff)", "BackOff", true)]
    [InlineData("(?U)a+", "aaa", true)]
    [InlineData("(?iU:A+)b", "aaab", true)]
    [InlineData("(?U:a+)b", "aaab", true)]
    [InlineData(@"^\d+$", "123", true)]
    [InlineData(@"^\d+$", "١٢٣", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^[\w-]+$", "a-b_1", true)]
    [InlineData(@"^\S+$", "a b", false)]
    [InlineData(@"^\W\D$", "-x", true)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[[:alpha:]]+$", "ab1", false)]
    [InlineData("^[^[:space:]x]+$", "ab", true)]
    [InlineData("^[]a]+$", "a]", true)]
    [InlineData("^[[a]+$", "[a", true)]
    [InlineData(@"\Qa.b\E.", "a.bc", true)]
    [InlineData(@"\Qa.b\E", "axb", false)]
    [InlineData(@"^\pL+$", "é", true)]
    [InlineData(@"^\x{41}$", "A", true)]
    [InlineData(@"a\$b", "a$b", true)]
    [InlineData(@"[$]", "$", true)]
    [InlineData("", "anything", true)]
    [InlineData(".*test.*", "my-test-1", true)]
    public void A_pattern_means_what_it_means_in_RE2(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Pattern.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("a(?!b)")]
    [InlineData("(?<!b)a")]
    [InlineData(@"(a)\1")]
    [InlineData("(?>a)")]
    public void What_needs_backtracking_is_refused(string pattern)
    {
        Assert.False(Pattern.TryCompile(pattern, out _, out var error));
        Assert.Contains("not supported", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\(?=x")]
    [InlineData(@"\\1")]
    public void An_escaped_sign_begins_no_construct(string pattern) => Assert.True(Pattern.TryCompile(pattern, out _, out _));

    [Theory]
    [InlineData("kube-*", "kube-.*")]
    [InlineData("mqtt*", "mqtt.*")]
    [InlineData("kube-.*", null)]
    [InlineData("ab*c", null)]
    [InlineData(@"\d*", null)]
    public void A_glob_is_recognised(string pattern, string? meant) => Assert.Equal(meant, PatternSyntax.MeantAsGlob(pattern));

    [Fact]
    public void A_hostile_pattern_takes_no_longer_than_a_tame_one()
    {
        var text = new string('a', 50_000);
        var matches = Pattern.Compile("^(a+)+$").Count(text + "!");
        Assert.Equal(0, matches);
    }
}
