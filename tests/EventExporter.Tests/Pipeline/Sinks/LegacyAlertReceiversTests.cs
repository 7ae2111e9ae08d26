using EventExporter.Configuration;
using EventExporter.Configuration.Receivers;
using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Configuration.Support;
using EventExporter.Tests.Pipeline.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Sinks;

/// <summary>Receivers as the README and the users of kubernetes-event-exporter write them, Go templates and all.</summary>
public class LegacyAlertReceiversTests
{
    [Fact]
    public async Task Slack_and_Opsgenie_of_a_file_for_kubernetes_event_exporter_deliver()
    {
        var time = new ManualTimeProvider(Some.Time);
        await using var slack = new SlackSimulator(time);
        await using var opsgenie = new OpsgenieSimulator();
        await slack.StartAsync();
        await opsgenie.StartAsync();
        var yaml = $$$"""
            route: {match: [{receiver: slack}, {receiver: alerts}]}
            receivers:
            - name: slack
              slack:
                url: {{{slack.Address}}}api
                token: {{{slack.Token}}}
                channel: '#{{ if eq .Type "Warning" }}alerts{{ end }}'
                message: "{{ .Message }}"
                color:
                footer:
                fields:
                  namespace: "{{ .Namespace }}"
                  object: "{{ .InvolvedObject.Name }}"
            - name: alerts
              opsgenie:
                apiKey: {{{opsgenie.Key}}}
                URL: {{{opsgenie.Address}}}
                priority: "P3"
                message: "Event {{ .Reason }} for {{ .InvolvedObject.Namespace }}/{{ .InvolvedObject.Name }}"
                alias: "{{ .UID }}"
                description: "<pre>{{ toPrettyJson . }}</pre>"
                tags: ["event", "{{ .Reason }}"]
            """;
        var result = ConfigurationLoader.LoadText(yaml, "f.yaml", new FakeEnvironment(), ReceiverTypes.BuiltIn);
        Assert.Empty(result.Problems);

        var factory = new ReceiverFactory(new EventRenderers(Composition.Templates(result.Configuration!, time)), time, NullLoggerFactory.Instance);
        foreach (var (index, config) in result.Configuration!.Receivers.Index())
        {
            await using var sink = factory.Create(config, index).Sink;
            Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync([new DeliveryItem(1, Some.Event(message: "a & b"))], default))[0].Kind);
        }

        var message = Assert.Single(slack.Messages);
        Assert.Equal(("C1", "a &amp; b"), (message.Channel, message.Text));
        Assert.Equal(["shop", "web-1"], message.Body["attachments"]![0]!["fields"]!.AsArray().Select(field => (string?)field!["value"]));
        var alert = Assert.Single(opsgenie.Alerts);
        Assert.Equal(("uid-web-1", "Event BackOff for shop/web-1"), (alert.Alias, (string?)alert.Body["message"]));
    }
}
