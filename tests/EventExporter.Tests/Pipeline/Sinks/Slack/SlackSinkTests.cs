using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Tests.Pipeline.Journal.Format;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Tests.Pipeline.Sinks.Slack;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class SlackSinkTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slack").FullName;
    private readonly SlackBench _bench;

    public SlackSinkTests() => _bench = new SlackBench { StateFolder = _folder };

    public Task InitializeAsync() => _bench.Slack.StartAsync();

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("", "https://events.example.org/ui/", "<https://events.example.org/ui/timeline?object=Pod%2Fshop%2Fweb-1|Timeline>")]
    [InlineData("    links: {'Run|book': 'https://books/{{ reason }}?a=1&b=<2>|3', Nothing: '{{ action }}', Logs: 'http://logs/{{ namespace }}'}", "https://events.example.org", "<https://books/BackOff?a=1&amp;b=%3C2%3E%7C3|Run/book> · <http://logs/shop|Logs>")]
    [InlineData("    links: {}", "https://events.example.org", "")]
    public async Task Links_stand_below_the_message(string written, string externalUrl, string links)
    {
        foreach (var message in new[] { "", "    message: hello\n" })
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await using var sink = SlackSink.Create(_bench.Written($"    channel: '#alerts'\n{message}{written}"), SinkUnderTest.Context(_bench.Time) with { ExternalUrl = new Uri(externalUrl) });
            Assert.Equal(OutcomeKind.Delivered, Assert.Single(await _bench.SendAsync(sink, Some.Event())).Kind);
            var body = _bench.Slack.Messages[^1].Body;
            var text = message.Length > 0 ? (string)body["text"]! : (string)body["attachments"]![0]!["text"]!;
            Assert.Equal(links, text.Split('\n')[^1] is var last && links.Length == 0 ? last.StartsWith('<') ? last : "" : last);
        }
    }

    [Fact]
    public async Task Without_a_message_the_event_is_summed_up()
    {
        await using var sink = _bench.Sink(_bench.Bot);
        var outcome = Assert.Single(await _bench.SendAsync(sink, Some.Event()));
        var message = Assert.Single(_bench.Slack.Messages);
        Assert.Equal($"C1:{message.Timestamp}", outcome.Receipt);
        Assert.Equal("*BackOff* Pod `shop/web-1` on test", message.Text);
        var attachment = message.Body["attachments"]![0]!;
        Assert.Equal("#f79009", (string?)attachment["color"]);
        Assert.Equal(
            "Back-off restarting failed container\n_A container or an image pull failed again, and the kubelet waits longer each time before the next attempt._", (string?)attachment["text"]);
        Assert.Equal(["Object", "Namespace", "Count", "First seen", "Last seen"], attachment["fields"]!.AsArray().Select(field => (string?)field!["title"]));
    }

    [Fact]
    public async Task A_file_of_kubernetes_event_exporter_makes_the_same_message()
    {
        var options = _bench.Written("""
                channel: "#alerts"
                message: "pod {{ involved_object.name }}"
                color: "#ff0000"
                title: "{{ reason }}"
                author_name: kubelet
                footer: "{{ involved_object.namespace }}"
                fields:
                  message: "{{ message }}"
                  kind: "{{ involved_object.kind }}"
            """);
        await using var sink = _bench.Sink(options);
        await _bench.SendAsync(sink, Some.Event());
        var message = Assert.Single(_bench.Slack.Messages);
        Assert.Equal("pod web-1", message.Text);
        Assert.Equal(
            """{"color":"#ff0000","title":"BackOff","author_name":"kubelet","footer":"shop","fields":[{"title":"message","value":"Back-off restarting failed container","short":false},{"title":"kind","value":"Pod","short":false}]""",
            message.Body["attachments"]![0]!.ToJsonString()[..^1].Split(",\"fallback\"")[0]);
    }

    [Fact]
    public async Task A_colour_and_a_title_work_without_fields()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Message = "hello", Color = "danger", Title = "{{ reason }}" });
        await _bench.SendAsync(sink, Some.Event());
        var attachment = Assert.Single(_bench.Slack.Messages).Body["attachments"]![0]!;
        Assert.Equal(("danger", "BackOff"), ((string?)attachment["color"], (string?)attachment["title"]));
    }

    [Fact]
    public async Task An_event_cannot_mention_anybody_but_the_template_can()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Message = "<!here> {{ message }}" });
        await _bench.SendAsync(sink, Some.Event(message: "a < b && <!channel>"));
        Assert.Equal("<!here> a &lt; b &amp;&amp; &lt;!channel&gt;", Assert.Single(_bench.Slack.Messages).Text);
    }

    [Fact]
    public async Task Blocks_are_made_of_templates()
    {
        var options = _bench.Written("""
                channel: "#alerts"
                blocks:
                - type: header
                  text: {type: plain_text, text: "{{ reason }}"}
                - type: section
                  fields:
                  - {type: mrkdwn, text: "{{ count }}"}
            """);
        await using var sink = _bench.Sink(options);
        Assert.Equal(OutcomeKind.Delivered, (await _bench.SendAsync(sink, Some.Event()))[0].Kind);
        var blocks = Assert.Single(_bench.Slack.Messages).Body["blocks"]!;
        Assert.Equal(("BackOff", "3"), ((string?)blocks[0]!["text"]!["text"], (string?)blocks[1]!["fields"]![0]!["text"]));
    }

    [Fact]
    public async Task A_channel_gets_a_message_a_second_in_order_and_another_need_not_wait()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Channel = "{{ if involved_object.name == 'e3' }}#other{{ else }}#alerts{{ end }}", Repeats = SlackRepeats.Post });
        var outcomes = await _bench.SendAsync(sink, Some.Events(5));
        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal(0, _bench.Slack.RefusedForRate);
        Assert.Equal(["`shop/e1`", "`shop/e2`", "`shop/e4`", "`shop/e5`"], _bench.Slack.Messages.Where(m => m.Channel == "C1").Select(m => m.Text.Split(' ')[2]));
        Assert.InRange(_bench.Time.GetUtcNow() - Some.Time, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task What_recurs_is_counted_in_its_message_and_told_in_its_thread()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Message = "{{ involved_object.name }}" });
        await _bench.SendAsync(sink, Some.Event());
        var outcomes = await _bench.SendAsync(sink, SlackBench.Again(Some.Event(), 43), SlackBench.Again(Some.Event(), 44));
        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        var messages = _bench.Slack.Messages;
        Assert.Equal((3, 2), (messages.Count, _bench.Slack.Updates));
        Assert.Equal(messages[0].Timestamp, messages[1].Thread);
        Assert.Equal(messages[0].Timestamp, messages[2].Thread);
        Assert.StartsWith("web-1\n_seen 5 times, last <!date^", messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_of_one_owner_share_a_message()
    {
        static AnalyzedEvent Owned(string pod) => Some.Event(pod) with
        {
            Enriched = Some.Event(pod).Enriched with { Object = new ObjectFacts { OwnerChain = [new OwnerReference("apps/v1", "Deployment", "web", "d1", true)] } },
        };
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, Owned("web-a"), Owned("web-b"), Some.Event("db"));
        Assert.Equal(2, _bench.Slack.Messages.Count(message => message.Thread is null));
    }

    [Theory]
    [InlineData(SlackRepeats.Thread, 1, 0)]
    [InlineData(SlackRepeats.Post, 2, 0)]
    public async Task Repeats_can_be_told_otherwise(object repeats, int first, int updates)
    {
        await using var sink = _bench.Sink(_bench.Bot with { Repeats = (SlackRepeats)repeats });
        await _bench.SendAsync(sink, Some.Event(), SlackBench.Again(Some.Event(), 43));
        Assert.Equal((first, updates), (_bench.Slack.Messages.Count(message => message.Thread is null), _bench.Slack.Updates));
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_same_message_and_repeats_nothing()
    {
        await using (var sink = _bench.Sink(_bench.Bot))
            await _bench.SendAsync(sink, Some.Event());
        await using var restarted = _bench.Sink(_bench.Bot);
        var again = await _bench.SendAsync(restarted, Some.Event());
        Assert.Equal(OutcomeKind.Delivered, again[0].Kind);
        Assert.Single(_bench.Slack.Messages);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await _bench.SendAsync(restarted, SlackBench.Again(Some.Event(), 43));
        Assert.Equal(_bench.Slack.Messages[0].Timestamp, _bench.Slack.Messages[1].Thread);
    }

    [Fact]
    public async Task A_deleted_or_old_message_is_followed_by_a_new_one()
    {
        await using var sink = _bench.Sink(_bench.Bot);
        await _bench.SendAsync(sink, Some.Event());
        _bench.Slack.Messages.Clear();
        await _bench.SendAsync(sink, SlackBench.Again(Some.Event(), 43));
        Assert.Null(Assert.Single(_bench.Slack.Messages).Thread);
        _bench.Time.Advance(TimeSpan.FromHours(25));
        await _bench.SendAsync(sink, SlackBench.Again(Some.Event(), 44));
        Assert.All(_bench.Slack.Messages, message => Assert.Null(message.Thread));
    }

    [Fact]
    public async Task A_broken_file_of_places_costs_nothing_but_them()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "slack-out.json"), "{\"a\":");
        await using var sink = _bench.Sink(_bench.Bot);
        Assert.Equal(OutcomeKind.Delivered, (await _bench.SendAsync(sink, Some.Event()))[0].Kind);
        Assert.Contains("BackOff", await File.ReadAllTextAsync(Path.Combine(_folder, "slack-out.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stands_in_line_when_Slack_asks_to_wait_waits_too()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Repeats = SlackRepeats.Post, Channel = "{{ involved_object.name == 'e1' ? '#other' : '#alerts' }}" });

        // The first of #alerts goes through; its second is in line for a second, and by then #other has been told to wait.
        _bench.Slack.Latency = static (_, channel) => TimeSpan.FromMilliseconds(channel == "#other" ? 600 : 0);
        var events = Some.Events(3);
        _bench.Slack.Refuse = static channel => channel == "#other" ? 30 : null;
        var outcomes = await _bench.SendAsync(sink, events);
        Assert.Equal(OutcomeKind.Retry, outcomes[0].Kind);
        Assert.Equal([OutcomeKind.Delivered, OutcomeKind.Retry], outcomes.Skip(1).Select(static outcome => outcome.Kind));
        Assert.Equal(2, _bench.Slack.Requests);
    }

    [Fact]
    public async Task The_wait_that_Slack_asks_for_holds_for_all_channels()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Repeats = SlackRepeats.Post });
        _bench.Slack.FailNext(429, """{"ok":false,"error":"ratelimited"}""", ("Retry-After", "30"));
        var outcomes = await _bench.SendAsync(sink, Some.Events(2));
        Assert.All(outcomes, outcome => Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(30)), (outcome.Kind, outcome.After)));
        await _bench.SendAsync(sink, Some.Event());
        Assert.Equal(1, _bench.Slack.Requests);
        _bench.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(OutcomeKind.Delivered, (await _bench.SendAsync(sink, Some.Event()))[0].Kind);
    }

    [Theory]
    [InlineData("internal_error", "Retry", null)]
    [InlineData("service_unavailable", "Retry", null)]
    [InlineData("ratelimited", "Retry", null)]
    [InlineData("fatal_error", "Retry", null)]
    [InlineData("request_timeout", "Retry", null)]
    [InlineData("channel_not_found", "Retry", 60)]
    [InlineData("not_in_channel", "Retry", 60)]
    [InlineData("is_archived", "Retry", 60)]
    [InlineData("invalid_auth", "Retry", 60)]
    [InlineData("token_revoked", "Retry", 60)]
    [InlineData("missing_scope", "Retry", 60)]
    [InlineData("msg_too_long", "Rejected", null)]
    [InlineData("no_text", "Rejected", null)]
    [InlineData("invalid_blocks", "Rejected", null)]
    [InlineData("never_heard_of", "Rejected", null)]
    public async Task An_error_of_Slacks_is_retried_mended_or_refused(string error, string kind, int? seconds)
    {
        await using var sink = _bench.Sink(_bench.Bot);
        _bench.Slack.FailNext(200, $$"""{"ok":false,"error":"{{error}}"}""");
        var outcome = Assert.Single(await _bench.SendAsync(sink, Some.Event()));
        Assert.Equal((kind, seconds), (outcome.Kind.ToString(), (int?)outcome.After?.TotalSeconds));
        Assert.Contains(error, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_a_label_names_wrongly_holds_up_no_other()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Channel = "{{ if involved_object.name == 'e1' }}#nowhere{{ else }}#alerts{{ end }}" });
        var outcomes = await _bench.SendAsync(sink, Some.Events(2));
        Assert.Equal([OutcomeKind.Rejected, OutcomeKind.Delivered], outcomes.Select(outcome => outcome.Kind));
        Assert.Contains("#nowhere", outcomes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_delivered_before_a_broken_connection_stays_delivered()
    {
        await using var sink = _bench.Sink(_bench.Bot with { Repeats = SlackRepeats.Post });
        _bench.Slack.Next(context => context.Response.WriteAsync("""{"ok":true,"channel":"C1","ts":"1.0"}"""));
        _bench.Slack.Next(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var outcomes = await _bench.SendAsync(sink, Some.Events(3));
        Assert.Equal([OutcomeKind.Delivered, OutcomeKind.Retry, OutcomeKind.Retry], outcomes.Select(outcome => outcome.Kind));
    }

    [Fact]
    public async Task An_incoming_webhook_takes_the_place_of_token_and_channel()
    {
        await using var sink = _bench.Sink(new SlackOptions { WebhookUrl = new Secret($"{_bench.Slack.Address}services/T0/B0/secret") });
        var outcomes = await _bench.SendAsync(sink, Some.Event(), SlackBench.Again(Some.Event(), 43));
        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal(2, _bench.Slack.Messages.Count);
        _bench.Slack.FailNext(404, "channel_not_found");
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(60)), (await _bench.SendAsync(sink, Some.Event())) is [{ Kind: var kind, After: { } after }] ? (kind, after) : default);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_named()
    {
        Assert.Throws<SinkConfigurationException>(() => _bench.Sink(new SlackOptions()));
        Assert.Throws<SinkConfigurationException>(() => _bench.Sink(_bench.Bot with { Channel = "" }));
        Assert.Throws<SinkConfigurationException>(() => _bench.Sink(_bench.Bot with { WebhookUrl = new Secret("https://hooks.slack.com/services/x") }));
        Assert.Throws<SinkConfigurationException>(() => _bench.Sink(new SlackOptions { WebhookUrl = new Secret("nonsense") }));
    }

    [Fact]
    public void No_event_makes_a_message_that_Slack_refuses()
    {
        var options = _bench.Written("""
                channel: "#alerts"
                interval: 0s
                message: "x {{ message }} ```{{ involved_object | to_pretty_json }}```"
                fields: {a: "{{ message }}", b: "{{ reason }}{{ annotations | to_json }}"}
                blocks:
                - type: header
                  text: {type: plain_text, text: "{{ message }}"}
                - type: section
                  text: {type: mrkdwn, text: "{{ message }}"}
                - type: section
                  fields: [{type: mrkdwn, text: "{{ reason }}"}, {type: mrkdwn, text: "{{ message }}"}]
            """);
        _bench.Slack.LimitsRate = false;
        Prop.ForAll<int, uint>((seed, length) =>
        {
            var analyzed = new RandomEvents(seed).Next(1)[0];
            analyzed = analyzed with
            {
                Enriched = analyzed.Enriched with { Event = analyzed.Event with { Message = string.Concat(Enumerable.Repeat("<a&\"ö\U0001F600`", (int)(length % 9000))) } },
            };
            foreach (var written in new[] { options, options with { Blocks = null }, options with { Blocks = null, Message = null, Fields = new Dictionary<string, string>() } })
            {
                var sink = _bench.Sink(written);
                var outcome = _bench.SendAsync(sink, analyzed, SlackBench.Again(analyzed, 7)).GetAwaiter().GetResult();
                Assert.All(outcome, o => Assert.True(o.Kind == OutcomeKind.Delivered, o.Reason));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }
}
