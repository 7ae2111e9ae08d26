using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;
using EventExporter.Tests.Configuration.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Configuration.Loading;

public sealed class ValueExpanderTests
{
    private static readonly FakeEnvironment Environment = new()
    {
        Variables = { ["NAME"] = "value", ["EMPTY"] = "", ["X"] = "capital", ["lower"] = "small", ["DOLLAR"] = "a$NAME${NAME}" },
        Files = { ["/etc/token"] = "secret\n", ["/base/token"] = "relative", ["/etc/windows"] = "two\r\nlines\r\n" },
    };

    private static (ExpandedText Text, int Problems) Expand(string written)
    {
        var problems = new ProblemList();
        var text = new ValueExpander(Environment, "/base", problems).Expand(written, new SourceLocation("f", 1, 1), "p");
        return (text, problems.Sorted().Count);
    }

    [Theory]
    [InlineData("${NAME}", "value")]
    [InlineData("a ${NAME} b ${NAME}", "a value b value")]
    [InlineData("${MISSING:-default}", "default")]
    [InlineData("${MISSING:-}", "")]
    [InlineData("${EMPTY:-default}", "default")]
    [InlineData("${EMPTY}", "")]
    [InlineData("${lower}", "small")]
    [InlineData("${file:/etc/token}", "secret")]
    [InlineData("${file:token}", "relative")]
    [InlineData("${file:/etc/windows}", "two\r\nlines")]
    [InlineData("$NAME", "value")]
    [InlineData("a/$NAME/b", "a/value/b")]
    [InlineData("$$NAME", "$NAME")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("$$$NAME", "$value")]
    [InlineData("{{ \"${NAME}\" }}", "{{ \"value\" }}")]
    public void References_are_filled_in(string written, string expected)
    {
        var (text, problems) = Expand(written);
        Assert.Equal(expected, text.Text);
        Assert.Equal(0, problems);
    }

    [Theory]
    [InlineData("^default$")]
    [InlineData("^(a|b)$|c")]
    [InlineData("$1 and $2")]
    [InlineData("{{ $x := .Name }}{{ $x }}")]
    [InlineData("{{ $X := 1 }}{{ $X }}")]
    [InlineData("$lower")]
    [InlineData("$NAMEsuffix")]
    [InlineData("pa$word")]
    [InlineData("$")]
    [InlineData("5$ ")]
    public void Every_other_dollar_stays(string written)
    {
        var (text, problems) = Expand(written);
        Assert.Equal(new ExpandedText(written), text);
        Assert.Equal(0, problems);
    }

    [Theory]
    [InlineData("${MISSING}")]
    [InlineData("${not a name}")]
    [InlineData("${}")]
    [InlineData("${file:/nowhere}")]
    public void What_cannot_be_filled_in_is_told_once_and_marked(string written)
    {
        var (text, problems) = Expand(written);
        Assert.True(text.IsUnresolved);
        Assert.Equal(1, problems);
    }

    [Fact]
    public void A_value_is_not_expanded_again() => Assert.Equal("a$NAME${NAME}", Expand("${DOLLAR}").Text.Text);

    [Theory]
    [InlineData("${NAME}", true)]
    [InlineData("$NAME", true)]
    [InlineData("${file:/etc/token}", true)]
    [InlineData("${MISSING:-default}", false)]
    [InlineData("$$NAME", false)]
    public void What_comes_from_outside_is_marked(string written, bool expected) => Assert.Equal(expected, Expand(written).Text.IsSensitive);

    [Fact]
    public void No_value_can_change_the_structure_of_the_file() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), value =>
        {
            var environment = new FakeEnvironment { Variables = { ["VALUE"] = value.Get } };
            var problems = new ProblemList();
            var root = new YamlTreeReader("f", new ValueExpander(environment, null, problems), problems).Read("a: ${VALUE}\nb: [x, '${VALUE}']\n");
            var mapping = Assert.IsType<MappingNode>(root);
            Assert.Equal(["a", "b"], mapping.Entries.Select(entry => entry.Name));
            Assert.Equal(value.Get, Assert.IsType<ScalarNode>(mapping.Entries[0].Value).Value);
            Assert.Equal(2, Assert.IsType<SequenceNode>(mapping.Entries[1].Value).Items.Count);
        }).QuickCheckThrowOnFailure();
}
