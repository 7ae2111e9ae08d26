using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Tests.Pipeline.Sinks.Slack;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class FindingThreadTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slack").FullName;
    private readonly SlackBench _bench;

    public FindingThreadTests() => _bench = new SlackBench { StateFolder = _folder };

    public Task InitializeAsync() => _bench.Slack.StartAsync();

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_incident_is_one_message_that_is_edited_and_ends_with_a_tick_over_a_restart()
    {
        await using (var sink = _bench.Sink(_bench.Bot))
        {
            await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Opened, 1));
            await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Updated, 2));
        }

        await using (var sink = _bench.Sink(_bench.Bot))
        {
            // The new process does not know when the last message went, and is told to wait.
            while ((await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Resolved, 3)))[0].Kind == OutcomeKind.Retry)
                _bench.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(OutcomeKind.Delivered, Assert.Single(await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Resolved, 3))).Kind);
        }

        var top = Assert.Single(_bench.Slack.Messages, static message => message.Thread is null);
        Assert.Equal(":white_check_mark: *Deployment shop/web cannot pull its image &lt;bad&gt;* on test", top.Text);
        Assert.Equal("#12b76a", (string?)top.Body["attachments"]![0]!["color"]);
        var thread = _bench.Slack.Messages.Where(message => message.Thread == top.Timestamp).Select(static message => message.Text).ToList();
        Assert.Equal(3, thread.Count);
        Assert.Contains("Probable cause: the registry refuses the credentials", thread[0], StringComparison.Ordinal);
        Assert.Contains("Pod shop/web-2", thread[0], StringComparison.Ordinal);
        Assert.StartsWith("2 more pods: 6 events on 2 objects", thread[1], StringComparison.Ordinal);
        Assert.StartsWith(":white_check_mark: Resolved: 9 events on 2 objects", thread[2], StringComparison.Ordinal);
        Assert.EndsWith("lasted 15m", thread[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_incidents_of_one_object_have_a_message_each()
    {
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Opened, 1, "one"), SomeFindings.Incident(IncidentState.Opened, 1, "two"));
        Assert.Equal(2, _bench.Slack.Messages.Count(static message => message.Thread is null));
    }

    [Fact]
    public async Task A_message_of_its_own_is_edited_too()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Message = "{{ incident.state }}: {{ incident.title }}" });
        await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Opened, 1));
        await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Resolved, 2));
        Assert.StartsWith("resolved: ", Assert.Single(_bench.Slack.Messages, static message => message.Thread is null).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_fires_no_longer_gets_a_tick_on_its_own_message_over_a_restart()
    {
        await using (var sink = _bench.Sink(_bench.Bot))
            await _bench.SendAsync(sink, SomeFindings.Alert(isFiring: true));
        var fired = Assert.Single(_bench.Slack.Messages);
        Assert.Equal(":red_circle: *CrashLooping* on test", fired.Text);
        Assert.Equal("&lt;web&gt; again and again", (string?)fired.Body["attachments"]![0]!["text"]);
        Assert.Equal("#d92d20", (string?)fired.Body["attachments"]![0]!["color"]);

        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await using (var sink = _bench.Sink(_bench.Bot))
            Assert.Equal(OutcomeKind.Delivered, Assert.Single(await _bench.SendAsync(sink, SomeFindings.Alert(isFiring: false))).Kind);
        var top = Assert.Single(_bench.Slack.Messages, static message => message.Thread is null);
        Assert.Equal(":white_check_mark: *CrashLooping* on test", top.Text);
        Assert.Equal("#12b76a", (string?)top.Body["attachments"]![0]!["color"]);
        Assert.Contains("\"resolved after 12m\"", top.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ":white_check_mark: Resolved: &lt;web&gt; again and again, lasted 12m", Assert.Single(_bench.Slack.Messages, message => message.Thread == top.Timestamp).Text);
    }

    [Fact]
    public async Task Each_time_an_alert_fires_is_a_message_of_its_own()
    {
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, SomeFindings.Alert(isFiring: true), SomeFindings.Alert(isFiring: false), SomeFindings.Alert(isFiring: true, uid: "alert-2"));
        Assert.Equal(
            [":white_check_mark: *CrashLooping* on test", ":red_circle: *CrashLooping* on test"],
            _bench.Slack.Messages.Where(static message => message.Thread is null).Select(static message => message.Text));
    }

    [Theory]
    [InlineData("{{ alert.summary }} {{ message }}", true)]
    [InlineData("{{ incident.title }} {{ incident.evidence[0].message }}", false)]
    public async Task What_a_finding_quotes_cannot_write_mentions(string message, bool isAlert)
    {
        var finding = SomeFindings.Incident(IncidentState.Opened, 1);
        finding = finding with { Finding = (IncidentFinding)finding.Finding! with { Title = "<!channel>", Evidence = [new EventQuote { Message = "<!here>" }] } };
        await using var sink = _bench.Sink(_bench.Bot with { Message = message });
        await _bench.SendAsync(sink, isAlert ? SomeFindings.Alert(isFiring: true) : finding);
        var text = _bench.Slack.Messages[0].Text;
        Assert.DoesNotContain('<', text);
        Assert.Contains("&lt;", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thread_keeps_to_a_message_a_second_however_long_messages_are_on_their_way()
    {
        _bench.Slack.Latency = static (number, _) => TimeSpan.FromMilliseconds(number % 2 == 0 ? 700 : 0);
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, SomeFindings.Incident(IncidentState.Opened, 1), SomeFindings.Incident(IncidentState.Updated, 2), SomeFindings.Incident(IncidentState.Resolved, 3));
        Assert.Equal((4, 0), (_bench.Slack.Messages.Count, _bench.Slack.RefusedForRate));
    }

    [Fact]
    public async Task A_group_is_summed_up_and_told_again_in_the_thread_of_its_message_while_a_digest_stands_alone()
    {
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, SomeFindings.Group("namespace=shop", GatheredBy.Group));
        await _bench.SendAsync(sink, SomeFindings.Group("namespace=shop", GatheredBy.Group, version: 43));
        await _bench.SendAsync(sink, SomeFindings.Group("", GatheredBy.RateLimit, version: 44));
        await _bench.SendAsync(sink, SomeFindings.Group("", GatheredBy.RateLimit, version: 45));
        var tops = _bench.Slack.Messages.Where(static message => message.Thread is null).ToList();
        Assert.Equal(3, tops.Count);
        Assert.Equal("*9 occurrences in 4 events, namespace=shop* on test", tops[0].Text);
        Assert.Equal("*9 occurrences in 4 events beyond the rate limit* on test", tops[1].Text);
        Assert.StartsWith("8 x BackOff in shop\n1 x FailedMount in shop\n\nBackOff Pod shop/web-1: Back-off", (string?)tops[1].Body["attachments"]![0]!["text"], StringComparison.Ordinal);
        Assert.Equal(4, _bench.Slack.Messages.Count);
    }

    [Fact]
    public async Task A_text_that_knows_nothing_of_digests_is_followed_by_what_it_stands_for()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Message = "{{ reason }} of {{ involved_object.name }}" });
        await _bench.SendAsync(sink, SomeFindings.Group("", GatheredBy.RateLimit));
        Assert.Equal(
            "BackOff of web-1\n_9 occurrences in 4 events beyond the rate limit: 8 x BackOff in shop, 1 x FailedMount in shop_", Assert.Single(_bench.Slack.Messages).Text);
    }

    [Fact]
    public async Task Templates_see_the_group_and_its_events()
    {
        await using var sink = _bench.Sink(_bench.Bot with
        {
            Message = "{{ group.size }}/{{ group.count }} {{ group.by }} {{ group.counts[0].reason }} {{ for e in events }}{{ e.involved_object.name }}={{ e.delta }}{{ end }}",
        });
        await _bench.SendAsync(sink, SomeFindings.Group("x", GatheredBy.RateLimit));
        Assert.Equal("4/9 rateLimit BackOff web-1=9", _bench.Slack.Messages[0].Text);
    }
}
