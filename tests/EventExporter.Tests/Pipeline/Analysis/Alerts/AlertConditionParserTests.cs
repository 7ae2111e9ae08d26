using EventExporter.Pipeline.Analysis.Alerts;

namespace EventExporter.Tests.Pipeline.Analysis.Alerts;

public sealed class AlertConditionParserTests
{
    [Fact]
    public void A_condition_is_function_matcher_groups_comparison_and_window()
    {
        var condition = Parse("count(reason=\"BackOff\") by (namespace, owner) >= 5 in 10m");
        Assert.Equal((AlertFunction.Count, Comparison.GreaterOrEqual, 5, TimeSpan.FromMinutes(10)), (condition.Function, condition.Comparison, condition.Threshold, condition.Window));
        Assert.Equal(["namespace", "owner"], condition.By.Select(field => field.Name));
        Assert.Equal("reason=BackOff", condition.Matcher.ToString());
        Assert.False(condition.HoldsAtZero);
    }

    [Theory]
    [InlineData("rate() > 2 in 5m", 2)]
    [InlineData("rate(type=Warning) > 2/s in 5m", 120)]
    [InlineData("rate(type=Warning) > 90/h in 1h", 1.5)]
    public void A_rate_is_per_minute_unless_it_says_otherwise(string text, double threshold) => Assert.Equal(threshold, Parse(text).Threshold);

    [Fact]
    public void Distinct_counts_the_values_of_a_field()
    {
        var condition = Parse("distinct(name; reason=Evicted or reason=Killing) by (label.app, node) > 10 in 1h");
        Assert.Equal(("name", "label.app"), (condition.Counted!.Name, condition.By[0].Name));
        Assert.Equal("reason=Evicted or reason=Killing", condition.Matcher.ToString());
        Assert.Null(Parse("distinct(node) > 3 in 5m").Matcher.Root);
    }

    [Fact]
    public void Absent_is_compared_with_nothing_and_holds_at_zero()
    {
        var condition = Parse("absent(reason=Completed kind=Job) by (namespace, name) in 25h");
        Assert.True(condition.Holds(0) && condition.HoldsAtZero && !condition.Holds(1));
    }

    [Fact]
    public void Signs_in_quotes_and_nested_parentheses_belong_to_the_matcher() =>
        Assert.Equal(2, Parse("count(message=~\"a\\\\)b;'\" and (reason=A or reason=')')) >= 2 in 1m").Threshold);

    [Theory]
    [InlineData("", 1, "a function is missing")]
    [InlineData("cuont(reason=A) >= 5 in 10m", 1, "there is no function 'cuont'")]
    [InlineData("count reason=A", 7, "after 'count' there should be '('")]
    [InlineData("count(reason=A >= 5 in 10m", 6, "a '(' has no ')'")]
    [InlineData("count(raeson=A) >= 5 in 10m", 7, "there is no field 'raeson'")]
    [InlineData("count(reason=A) by (namespace, ownr) >= 5 in 10m", 32, "there is no field 'ownr'")]
    [InlineData("count(reason=A) by namespace >= 5 in 10m", 20, "after 'by' there should be '('")]
    [InlineData("count(reason=A) by () >= 5 in 10m", 21, "a field is missing: by (namespace, owner)")]
    [InlineData("count(reason=A) 5 in 10m", 17, "a comparison is missing")]
    [InlineData("count(reason=A) = 5 in 10m", 17, "'=' does not compare numbers")]
    [InlineData("count(reason=A) >= in 10m", 20, "a number is missing after the comparison")]
    [InlineData("count(reason=A) >= 5/s in 10m", 22, "only rate has a unit")]
    [InlineData("rate(reason=A) >= 5/w in 10m", 21, "'w' is no unit")]
    [InlineData("count(reason=A) >= 5", 21, "the window is missing")]
    [InlineData("count(reason=A) >= 5 within 10m", 22, "'within 10m' cannot stand here")]
    [InlineData("count(reason=A) >= 5 in ten", 25, "'ten' is no span of time")]
    [InlineData("count(reason=A) >= 5 in 30d", 25, "a window of 30d is out of range")]
    [InlineData("count(reason=A) >= 5 in 10m please", 29, "'please' cannot stand here")]
    [InlineData("absent(reason=A) > 0 in 10m", 18, "absent is not compared with anything: it holds when there is no event")]
    [InlineData("distinct(; reason=A) > 3 in 5m", 10, "distinct needs a field: distinct(name; reason=BackOff)")]
    [InlineData("count(reason=A since=2h) > 3 in 5m", 7, "since and until cannot stand here")]
    [InlineData("count(receiver=slack) > 3 in 5m", 7, "the field 'receiver' is known to the history only")]
    [InlineData("count(reason=\"A) > 3 in 5m", 14, "the quote \" is not closed")]
    public void What_is_wrong_is_told_with_its_column(string text, int column, string message)
    {
        var problem = AlertConditionParser.Parse(text).Problems[0];
        Assert.Equal((column, message), (problem.Column, problem.Message));
    }

    [Fact]
    public void What_is_wrong_in_matcher_and_groups_is_told_together() =>
        Assert.Equal([7, 29, 38], AlertConditionParser.Parse("count(raeson=A and severity=bad) by (ownr) > 1 in 1m").Problems.Select(p => p.Column));

    private static AlertCondition Parse(string text)
    {
        var parsed = AlertConditionParser.Parse(text);
        Assert.Empty(parsed.Problems);
        return parsed.Condition!;
    }
}
