using EventExporter.Configuration;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Tests.Configuration.Support;

namespace EventExporter.Tests.Pipeline.Sinks;

public class RepeatsInPlaceTests
{
    [Fact]
    public void The_common_word_decides_what_slack_and_opsgenie_do()
    {
        Assert.Equal(SlackRepeats.Post, ((SlackOptions)RepeatsInPlace.Apply(new SlackOptions(), RepeatsMode.Every)).Repeats);
        Assert.Equal(SlackRepeats.Update, ((SlackOptions)RepeatsInPlace.Apply(new SlackOptions { Repeats = SlackRepeats.Post }, RepeatsMode.Update)).Repeats);
        Assert.Equal(SlackRepeats.Thread, ((SlackOptions)RepeatsInPlace.Apply(new SlackOptions { Repeats = SlackRepeats.Thread }, RepeatsMode.Update)).Repeats);
        Assert.Equal(OpsgenieRepeats.Count, ((OpsgenieOptions)RepeatsInPlace.Apply(new OpsgenieOptions(), RepeatsMode.Update)).Repeats);
        Assert.Equal(SlackRepeats.Update, ((SlackOptions)RepeatsInPlace.Apply(new SlackOptions(), null)).Repeats);
    }

    [Theory]
    [InlineData("repeats: every", "repeats: update", true)]
    [InlineData("repeats: update", "repeats: post", true)]
    [InlineData("repeats: update", "repeats: thread", false)]
    [InlineData("repeats: every", "channel: '#a'", false)]
    [InlineData("repeats: first", "repeats: post", false)]
    public void Two_words_that_contradict_each_other_are_a_problem(string common, string own, bool isProblem)
    {
        var text = $"route: {{match: [{{receiver: a}}]}}\nreceivers:\n- name: a\n  {common}\n  slack: {{token: x, {own}}}\n";
        var result = ConfigurationLoader.LoadText(text, "f.yaml", new FakeEnvironment(), ReceiverTypes.BuiltIn);
        Assert.Equal(isProblem, result.Problems.Any(problem => problem.ToString().Contains("its type's say something else", StringComparison.Ordinal)));
    }
}
