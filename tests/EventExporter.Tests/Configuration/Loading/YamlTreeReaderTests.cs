using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;
using EventExporter.Tests.Configuration.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Configuration.Loading;

public sealed class YamlTreeReaderTests
{
    private static ConfigNode? Read(string text, out IReadOnlyList<Problem> problems)
    {
        var list = new ProblemList();
        var root = new YamlTreeReader("f.yaml", new ValueExpander(new FakeEnvironment(), null, list), list).Read(text);
        problems = list.Sorted();
        return root;
    }

    [Fact]
    public void Every_node_knows_its_line_and_column()
    {
        var root = Assert.IsType<MappingNode>(Read("a: 1\nb:\n  - x\n  - {c: d}\n", out _));
        Assert.Equal(new SourceLocation("f.yaml", 1, 4), root.Find("a")!.Value.Location);
        var list = Assert.IsType<SequenceNode>(root.Find("b")!.Value);
        Assert.Equal(new SourceLocation("f.yaml", 3, 5), list.Items[0].Location);
        Assert.Equal(new SourceLocation("f.yaml", 4, 9), Assert.IsType<MappingNode>(list.Items[1]).Find("c")!.Value.Location);
    }

    [Theory]
    [InlineData("a: text", 1, 2, 1, 5)]
    [InlineData("a: 'text'", 1, 1, 1, 5)]
    [InlineData("a: |\n    first\n    second", 2, 3, 3, 7)]
    [InlineData("a: |-\n\n  first\n  second", 3, 1, 4, 3)]
    [InlineData("a: >\n  first\n  second", 2, 3, 2, 3)]
    public void A_place_within_a_text_is_a_place_in_the_file(string yaml, int line, int column, int fileLine, int fileColumn)
    {
        var value = Assert.IsType<ScalarNode>(Assert.IsType<MappingNode>(Read(yaml, out _)).Find("a")!.Value);
        Assert.Equal(new SourceLocation("f.yaml", fileLine, fileColumn), value.Text.At(line, column));
    }

    [Fact]
    public void A_key_of_the_mapping_itself_goes_before_a_merged_one()
    {
        var root = Assert.IsType<MappingNode>(Read("base: &b {x: 1, y: 2}\nown:\n  y: 3\n  <<: *b\n", out var problems));
        Assert.Empty(problems);
        var own = Assert.IsType<MappingNode>(root.Find("own")!.Value);
        Assert.Equal(["y", "x"], own.Entries.Select(entry => entry.Name));
        Assert.Equal("3", Assert.IsType<ScalarNode>(own.Find("y")!.Value).Value);
    }

    [Fact]
    public void An_alias_within_its_own_anchor_is_a_problem_and_no_endless_tree()
    {
        Read("a: &a {b: *a}", out var problems);
        Assert.Contains("has no anchor above it", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_a_problem_and_no_crash()
    {
        Assert.Null(Read(new string('[', 5000), out var problems));
        Assert.Contains("nested more than 100 levels", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_text_there_is_a_tree_or_a_problem() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var root = Read(text ?? "", out var problems);
            Assert.True(root is not null || problems.Count > 0);
        }).QuickCheckThrowOnFailure();
}
