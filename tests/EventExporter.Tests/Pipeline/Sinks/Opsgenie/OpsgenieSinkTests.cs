using System.Diagnostics.CodeAnalysis;
using EventExporter.Configuration;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Configuration.Support;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Tests.Pipeline.Journal.Format;
using FsCheck;
using FsCheck.Fluent;
using Outcome = EventExporter.Pipeline.Delivery.Outcome;

namespace EventExporter.Tests.Pipeline.Sinks.Opsgenie;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class OpsgenieSinkTests : IAsyncLifetime
{
    private readonly OpsgenieSimulator _service = new();
    private readonly ManualTimeProvider _time = new(Some.Time);

    private OpsgenieOptions Options => new() { Url = $"{_service.Address}", ApiKey = new Secret(_service.Key) };

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task An_event_raises_an_alert_that_says_what_happened_to_whom()
    {
        await using var sink = Sink(Options);
        var outcome = Assert.Single(await SendAsync(sink, Some.Event()));
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal((OutcomeKind.Delivered, alert.Id), (outcome.Kind, outcome.Receipt));
        Assert.Equal("test:shop:Pod:web-1:BackOff", alert.Alias);
        Assert.Equal("BackOff: Pod shop/web-1 on test", (string?)alert.Body["message"]);
        Assert.Equal(("P3", "Pod shop/web-1", "3"), ((string?)alert.Body["priority"], (string?)alert.Body["entity"], (string?)alert.Body["details"]!["count"]));
        Assert.StartsWith("Back-off restarting failed container\n\nBackOff: A container or an image pull failed again, and the kubelet waits longer each time before the next attempt.\n\nSeen 3 times", (string?)alert.Body["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_kubernetes_event_exporter_is_understood()
    {
        var options = Written("""
                apikey: genie-key-1234
                URL: ADDRESS
                priority: "P2"
                message: "Event {{ reason }} for {{ involved_object.namespace }}/{{ involved_object.name }}"
                alias: "{{ uid }}"
                description: "<pre>{{ involved_object | to_pretty_json }}</pre>"
                tags: ["event", "{{ reason }}", "{{ involved_object.kind }}", ""]
                details: {host: "{{ source.host }}"}
                responders: [sre, {type: user, username: a@example.org}, {type: schedule, id: "17"}]
                visibleTo: [{type: team, name: "{{ involved_object.namespace }}"}]
                actions: [Restart]
            """);
        await using var sink = Sink(options);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal("uid-web-1", alert.Alias);
        Assert.Equal("""["event","BackOff","Pod"]""", alert.Body["tags"]!.ToJsonString());
        Assert.Equal("""[{"type":"team","name":"sre"},{"type":"user","username":"a@example.org"},{"type":"schedule","id":"17"}]""", alert.Body["responders"]!.ToJsonString());
        Assert.Equal("""{"host":"node-1"}""", alert.Body["details"]!.ToJsonString());
        Assert.Equal("P2", (string?)alert.Body["priority"]);
    }

    [Theory]
    [InlineData(Severity.Critical, "P1")]
    [InlineData(Severity.Error, "P2")]
    [InlineData(Severity.Warning, "P3")]
    [InlineData(Severity.Notice, "P4")]
    [InlineData(Severity.Info, "P5")]
    public async Task Priority_follows_severity(object severity, string priority)
    {
        await using var sink = Sink(Options);
        await SendAsync(sink, Some.Event() with { Severity = (Severity)severity });
        Assert.Equal(priority, (string?)Assert.Single(_service.Alerts).Body["priority"]);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_message_goes_to_the_description()
    {
        await using var sink = Sink(Options with { Message = "{{ message }}", Description = "below" });
        var text = new string('m', 200);
        await SendAsync(sink, Some.Event(message: text));
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal(130, ((string)alert.Body["message"]!).Length);
        Assert.Equal($"{text}\n\nbelow", (string?)alert.Body["description"]);
    }

    [Fact]
    public async Task What_recurs_is_counted_and_noted_once()
    {
        await using var sink = Sink(Options);
        await SendAsync(sink, Some.Event());
        await SendAsync(sink, Again(43));
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal(2, alert.Count);
        Assert.Contains("BackOff Pod shop/web-1, seen 4 times", Assert.Single(alert.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_alert_is_raised_anew_when_its_trouble_recurs()
    {
        await using var sink = Sink(Options with { Repeats = OpsgenieRepeats.Count });
        await SendAsync(sink, Some.Event());
        _service.Alerts[0].IsOpen = false;
        await SendAsync(sink, Again(43));
        Assert.Equal([false, true], _service.Alerts.Select(alert => alert.IsOpen));
    }

    [Fact]
    public async Task A_template_says_when_to_close()
    {
        await using var sink = Sink(Options with { Action = "{{ if message == 'fine' }}close{{ else }}create{{ end }}" });
        await SendAsync(sink, Some.Event(), Some.Event(message: "fine"));
        Assert.False(Assert.Single(_service.Alerts).IsOpen);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event(message: "fine")))[0].Kind);
    }

    [Fact]
    public async Task The_result_is_waited_for()
    {
        _service.VainQuestions = 3;
        await using var sink = Sink(Options);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
        Assert.Equal((5, TimeSpan.FromSeconds(1.4)), (_service.Requests, _time.GetUtcNow() - Some.Time));
    }

    [Fact]
    public async Task A_request_that_takes_long_is_asked_for_again_and_not_made_again()
    {
        _service.VainQuestions = 8;
        await using var sink = Sink(Options);
        var first = Assert.Single(await SendAsync(sink, Some.Event()));
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(5)), (first.Kind, first.After));
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
        Assert.Equal(1, _service.Accepted);
    }

    [Theory]
    [InlineData("Team with name sre does not exist", "Rejected")]
    [InlineData("Internal error, try again later", "Retry")]
    public async Task A_request_that_fails_when_carried_out_is_not_delivered(string status, string kind)
    {
        _service.Failure = (_, _) => status;
        await using var sink = Sink(Options);
        var outcome = Assert.Single(await SendAsync(sink, Some.Event()));
        Assert.Equal(kind, outcome.Kind.ToString());
        Assert.Contains(status, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_only_write_has_its_word_taken()
    {
        _service.IsWriteOnly = true;
        await using var sink = Sink(Options);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
    }

    [Fact]
    public async Task Jira_Service_Management_speaks_the_same_language()
    {
        _service.Prefix = "/jsm/ops/integration";
        await using var sink = Sink(Options with { Region = OpsgenieRegion.Jsm, Url = $"{_service.Address}jsm/ops/integration/v2/alerts" });
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
        Assert.Single(_service.Alerts);
    }

    [Fact]
    public async Task A_rate_limit_says_how_long_to_wait()
    {
        _service.FailNext(429, """{"message":"You are making too many requests!"}""", ("X-RateLimit-State", "THROTTLED"), ("X-RateLimit-Period-In-Sec", "60"));
        await using var sink = Sink(Options);
        Assert.Equal(TimeSpan.FromSeconds(60), (await SendAsync(sink, Some.Event()))[0].After);
    }

    [Fact]
    public async Task The_wait_that_is_asked_for_holds_for_all_alerts_and_questions()
    {
        await using var sink = Sink(Options);
        _service.FailNext(429, """{"message":"You are making too many requests!"}""", ("Retry-After", "30"));
        Assert.Equal(TimeSpan.FromSeconds(30), (await SendAsync(sink, Some.Event()))[0].After);
        Assert.All(await SendAsync(sink, Some.Event(), Of("another")), static outcome => Assert.Equal(OutcomeKind.Retry, outcome.Kind));
        Assert.Equal(1, _service.Requests);

        // The question for the result is told to wait too.
        _time.Advance(TimeSpan.FromSeconds(30));
        var began = _time.GetUtcNow();
        _service.PassNext();
        _service.FailNext(429, """{"message":"You are making too many requests!"}""", ("Retry-After", "3"));
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Some.Event()))[0].Kind);
        Assert.True(_time.GetUtcNow() - began >= TimeSpan.FromSeconds(3));
        Assert.Equal(4, _service.Requests);
    }

    [Fact]
    public async Task After_a_restart_a_repetition_is_still_one_and_an_accepted_request_is_not_made_again()
    {
        var folder = Directory.CreateTempSubdirectory("opsgenie").FullName;
        await using (var sink = Sink(Options, folder))
            await SendAsync(sink, Some.Event());
        _service.VainQuestions = 7;
        await using (var sink = Sink(Options, folder))
            Assert.Contains("not carried out yet", (await SendAsync(sink, Again(43)))[0].Reason, StringComparison.Ordinal);
        await using (var sink = Sink(Options, folder))
        {
            _service.VainQuestions = 0;
            Assert.Equal(OutcomeKind.Delivered, (await SendAsync(sink, Again(43)))[0].Kind);
        }

        var alert = Assert.Single(_service.Alerts);
        Assert.Equal((2, 1), (alert.Count, alert.Notes.Count));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_wrong_key_is_a_matter_of_configuration()
    {
        await using var sink = Sink(Options with { ApiKey = new Secret("wrong-key") });
        var outcome = Assert.Single(await SendAsync(sink, Some.Event()));
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(60)), (outcome.Kind, outcome.After));
        Assert.Contains("Could not authenticate", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_are_none_are_problems_of_the_configuration()
    {
        Assert.Throws<SinkConfigurationException>(() => Sink(Options with { Action = "open" }));
        Assert.Throws<SinkConfigurationException>(() => Sink(Options with { Priority = "high" }));
        Assert.Throws<SinkConfigurationException>(() => Sink(Options with { Url = "ftp://x" }));
        Assert.Throws<SinkConfigurationException>(() => Sink(Options with { Responders = [new OpsgenieRecipient()] }));
    }

    [Fact]
    public void No_event_makes_an_alert_that_is_refused()
    {
        var options = Written("""
                apiKey: genie-key-1234
                url: ADDRESS
                message: "{{ message }}"
                alias: "{{ reason }}{{ message }}x"
                description: "{{ message }}{{ message }}"
                entity: "{{ message }}"
                source: "{{ message }}"
                user: "{{ message }}"
                note: "{{ message }}{{ message }}n"
                tags: ["{{ message }}", "{{ reason }}", "{{ involved_object.name }}"]
                actions: ["{{ reason }}", "{{ message }}"]
                details: {a: "{{ message }}", b: "{{ reason }}", c: "{{ message }}"}
                responders: ["{{ involved_object.namespace }}"]
            """);
        Prop.ForAll<int, uint>((seed, length) =>
        {
            var analyzed = new RandomEvents(seed).Next(1)[0];
            var text = string.Concat(Enumerable.Repeat("<a&\"ö\U0001F600`", (int)(length % 3000)));
            analyzed = analyzed with { Enriched = analyzed.Enriched with { Event = analyzed.Event with { Message = text } } };
            var other = analyzed with { Enriched = analyzed.Enriched with { Event = analyzed.Event with { ResourceVersion = "next" } } };
            foreach (var written in new[] { options, Options })
            {
                foreach (var outcome in SendAsync(Sink(written), analyzed, other).GetAwaiter().GetResult())
                    Assert.True(outcome.Kind == OutcomeKind.Delivered, outcome.Reason);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static AnalyzedEvent Again(int version) => Some.Event() with
    {
        Enriched = Some.Event().Enriched with { Event = Some.Event().Event with { ResourceVersion = $"{version}", Count = 4 } },
    };

    private static AnalyzedEvent Of(string name)
    {
        var plain = Some.Event();
        return plain with { Enriched = plain.Enriched with { Event = plain.Event with { Uid = name, InvolvedObject = plain.Event.InvolvedObject with { Name = name } } } };
    }

    private ISink Sink(OpsgenieOptions options, string? folder = null) => OpsgenieSink.Create(options, SinkUnderTest.Context(_time) with { StateFolder = folder });

    private OpsgenieOptions Written(string yaml)
    {
        var text = $"route: {{match: [{{receiver: a}}]}}\nreceivers:\n- name: a\n  opsgenie:\n{yaml.Replace("ADDRESS", $"{_service.Address}", StringComparison.Ordinal)}";
        var result = ConfigurationLoader.LoadText(text, "f.yaml", new FakeEnvironment(), ReceiverTypes.BuiltIn);
        Assert.Empty(result.Problems);
        return (OpsgenieOptions)result.Configuration!.Receivers[0].Options;
    }

    /// <summary>Sends, and moves the clock by tenths of a second as long as the sink waits for it.</summary>
    private async Task<IReadOnlyList<Outcome>> SendAsync(ISink sink, params AnalyzedEvent[] events)
    {
        var sending = sink.SendAsync([.. events.Select((e, i) => new DeliveryItem(i + 1, e))], default);
        await Harness.UntilAsync(() =>
        {
            if (!sending.IsCompleted && _time.PendingTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            return sending.IsCompleted;
        });
        return await sending;
    }
}
