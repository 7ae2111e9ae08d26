using EventExporter.Query;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Query;

public sealed class EventQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "")]
    [InlineData("type=Warning reason=~\"Failed.*\" namespace!=kube-system since=2h", "type=Warning reason=~\"Failed.*\" namespace!=kube-system since=2026-01-31T10:00:00Z")]
    [InlineData("type==Warning AND kind=Pod", "type=Warning kind=Pod")]
    [InlineData("a b", "\"a\" \"b\"")]
    [InlineData("'connection refused' type=Warning", "\"connection refused\" type=Warning")]
    [InlineData("(kind=Pod or kind=Node) until=2026-01-02", "(kind=Pod or kind=Node) until=2026-01-02T00:00:00Z")]
    [InlineData("kind=Pod reason=A or reason=B", "kind=Pod reason=A or reason=B")]
    [InlineData("not (kind=Pod reason=A)", "not (kind=Pod reason=A)")]
    [InlineData("not not kind=Pod", "not not kind=Pod")]
    [InlineData("namespace in (a, 'b c',\"d\")", "namespace in (a, \"b c\", d)")]
    [InlineData("namespace not in (a)", "namespace not in (a)")]
    [InlineData("label.app.kubernetes.io/name=web", "label.app.kubernetes.io/name=web")]
    [InlineData("involvedObject.kind=Pod involvedObject.labels.app=web", "kind=Pod label.app=web")]
    [InlineData("severity>=WARNING count > 5", "severity>=warning count>5")]
    [InlineData("time >= now-30m", "time>=2026-01-31T11:30:00Z")]
    [InlineData("message=~\"exit code \\d+\"", "message=~\"exit code \\\\d+\"")]
    [InlineData("label.x=a=b", "label.x=\"a=b\"")]
    [InlineData("((kind=Pod))", "kind=Pod")]
    [InlineData("since=1h", "since=2026-01-31T11:00:00Z")]
    public void What_is_written_is_understood(string text, string meaning) => Assert.Equal(meaning, Parse(text).ToString());

    [Theory]
    [InlineData("raeson=x", "column 1: there is no field 'raeson'; did you mean 'reason'?")]
    [InlineData("type=Warning sevrity=error", "column 14: there is no field 'sevrity'; did you mean 'severity'?")]
    [InlineData("type", "column 5: after the field 'type' an operator is missing; it could be = != =~ !~ in not in; to look for the word, put it in quotes")]
    [InlineData("count=~5", "column 6: '=~' cannot be used with 'count'; it could be = != > >= < <= in not in")]
    [InlineData("reason>x", "column 7: '>' cannot be used with 'reason'; it could be = != =~ !~ in not in")]
    [InlineData("count=many", "column 7: 'count' is a number, 'many' is none")]
    [InlineData("severity=warn", "column 10: there is no severity 'warn'; known: info, notice, warning, error, critical")]
    [InlineData("severity=eror", "column 10: there is no severity 'eror'; did you mean 'error'?")]
    [InlineData("reason~x", "column 7: '~' is no operator; it could be = != =~ !~ > >= < <= in not in")]
    [InlineData("reason=", "column 8: a value is missing before the end; an empty value is written \"\"")]
    [InlineData("reason=~(a|b)", "column 9: a value is missing before '('; put it in quotes: \"(...)\"")]
    [InlineData("(type=Warning", "column 1: a '(' has no ')'; close it, or put the text in quotes")]
    [InlineData("type=Warning)", "column 13: there is no '(' for this ')'; a condition could stand here, such as reason=BackOff, 'not', '(' or words in quotes")]
    [InlineData("type=Warning or", "column 16: the end cannot stand here; a condition could stand here, such as reason=BackOff, 'not', '(' or words in quotes")]
    [InlineData("reason=\"x", "column 8: a quoted text has no end; put a \" after it")]
    [InlineData("reason=~\"*x\"", "column 9: the pattern cannot be used: a quantifier ('*', '+' or '?') has nothing before it to repeat; patterns are regular expressions, not globs: write '.*x'")]
    [InlineData("not since=1h", "column 5: 'since' cannot stand below 'or' or 'not'; put it at the end, or compare time")]
    [InlineData("kind=Pod since=1h or kind=Node", "column 1: since and until cannot stand below 'or'; put the rest in parentheses: (a or b) since=2h, or compare time")]
    [InlineData("since=yesterday", "column 7: 'yesterday' is no time; write a span back from now (2h, 7d), a date (2026-01-31) or a time (2026-01-31T10:00:00Z)")]
    [InlineData("namespace in a", "column 14: after 'in' there should be '('; for example namespace in (a, b)")]
    [InlineData("namespace in (a b)", "column 17: 'b' cannot stand in a list; put ',' between values and ')' at the end")]
    public void What_is_wrong_is_told_with_the_column_and_the_way_out(string text, string problem) =>
        Assert.Equal(problem, Assert.Single(EventQuery.Parse(text, Now).Problems).ToString());

    [Fact]
    public void Wrong_names_and_values_are_told_together() =>
        Assert.Equal([1, 22, 35], EventQuery.Parse("raeson=x or severity=bad or count=y", Now).Problems.Select(problem => problem.Column));

    [Theory]
    [InlineData('(')]
    [InlineData('!')]
    public void Endless_nesting_is_refused_and_not_followed(char sign)
    {
        var text = sign == '(' ? new string('(', 5000) : string.Concat(Enumerable.Repeat("not ", 3000));

        Assert.Contains("nested more than", Assert.Single(EventQuery.Parse(text, Now).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_printed_and_read_is_the_same_query() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var query = RandomQueries.Of(new Random(seed));
            var read = EventQuery.Parse(query.ToString(), Now);
            Assert.True(read.Problems.Count == 0, $"{query}\n{string.Join('\n', read.Problems)}");
            Assert.Equal(query, read.Query);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_text_brings_the_reader_down() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var read = EventQuery.Parse(text ?? "", Now);
            Assert.Equal(read.Query is null, read.Problems.Count > 0);
            Assert.All(read.Problems, problem => Assert.InRange(problem.Column, 1, (text ?? "").Length + 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static EventQuery Parse(string text)
    {
        var parsed = EventQuery.Parse(text, Now);
        Assert.Empty(parsed.Problems);
        return parsed.Query!;
    }
}
