using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Analysis.Classification;

public sealed class ReasonTableTests
{
    [Fact]
    public void The_built_in_table_knows_hundreds_of_reasons_in_every_category() =>
        Assert.Multiple(
            () => Assert.True(ReasonTable.BuiltIn.DistinctBy(r => r.Reason).Count() >= 250),
            () => Assert.Equal(Enum.GetValues<EventCategory>().Length, ReasonTable.BuiltIn.DistinctBy(r => r.Category).Count()));

    [Fact]
    public void No_rule_is_out_of_reach_behind_one_of_the_same_reason_without_conditions()
    {
        foreach (var rules in ReasonTable.BuiltIn.GroupBy(r => r.Reason))
            Assert.DoesNotContain(rules.SkipLast(1), r => r is { Kind: "", Component: "", Message: "" });
    }

    [Fact]
    public void A_warning_is_never_milder_than_the_same_reason_as_normal() =>
        Assert.All(ReasonTable.BuiltIn, r => Assert.True(r.Warning >= r.Normal, r.Reason));

    [Fact]
    public void Conditions_are_read_and_a_message_may_contain_blanks()
    {
        var rule = Assert.Single(ReasonTable.Read(new StringReader("# comment\n\nFailed Image info error kind=Pod component=kubelet message=pull of image failed\n")));

        Assert.Equal(new ReasonRule("Failed", EventCategory.Image, Severity.Info, Severity.Error) { Kind = "Pod", Component = "kubelet", Message = "pull of image failed" }, rule);
    }

    [Theory]
    [InlineData("Failed Image info")]
    [InlineData("Failed Images info error")]
    [InlineData("Failed Image info bad")]
    [InlineData("Failed Image info error sort=Pod")]
    public void A_line_that_is_no_rule_is_named(string line)
    {
        var problem = Assert.Throws<FormatException>(() => ReasonTable.Read(new StringReader("# first\n" + line)));

        Assert.Equal($"line 2 is not a rule: {line}", problem.Message);
    }
}
