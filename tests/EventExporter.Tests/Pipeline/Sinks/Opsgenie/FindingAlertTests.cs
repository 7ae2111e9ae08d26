using System.Diagnostics.CodeAnalysis;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Opsgenie;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class FindingAlertTests : IAsyncLifetime
{
    private readonly OpsgenieSimulator _service = new();
    private readonly ManualTimeProvider _time = new(Some.Time);

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task An_incident_is_one_alert_that_is_raised_noted_and_closed_by_its_id()
    {
        await using var sink = Sink();
        await SendAsync(sink, SomeFindings.Incident(IncidentState.Opened, 1), SomeFindings.Incident(IncidentState.Updated, 2), SomeFindings.Incident(IncidentState.Resolved, 3));
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal(("test:incident:inc-1", "P2", false), (alert.Alias, (string?)alert.Body["priority"], alert.IsOpen));
        Assert.StartsWith("Deployment shop/web cannot pull its image", (string?)alert.Body["message"], StringComparison.Ordinal);
        Assert.Contains("Probable cause: the registry refuses the credentials", (string?)alert.Body["description"], StringComparison.Ordinal);
        Assert.Contains(alert.Notes, static note => note.StartsWith("2 more pods: 6 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_rule_that_fires_no_longer_closes_its_alert()
    {
        await using var sink = Sink();
        await SendAsync(sink, SomeFindings.Alert(isFiring: true), SomeFindings.Alert(isFiring: false));
        var alert = Assert.Single(_service.Alerts);
        Assert.Equal(("test:alert:CrashLooping:shop", false), (alert.Alias, alert.IsOpen));

        // The next time it fires is an alert of its own.
        await SendAsync(sink, SomeFindings.Alert(isFiring: true, uid: "alert-2"));
        Assert.Equal([false, true], _service.Alerts.Select(static alert => alert.IsOpen));
    }

    [Fact]
    public async Task A_digest_says_what_it_stands_for()
    {
        await using var sink = Sink();
        await SendAsync(sink, SomeFindings.Group("", GatheredBy.ActiveTime));
        var body = Assert.Single(_service.Alerts).Body;
        Assert.Equal("9 occurrences in 4 events outside the active time on test", (string?)body["message"]);
        Assert.Contains("8 x BackOff in shop", (string?)body["description"], StringComparison.Ordinal);
    }

    private ISink Sink() => OpsgenieSink.Create(
        new OpsgenieOptions { Url = $"{_service.Address}", ApiKey = new Secret(_service.Key), Alias = "always the same", Action = "create" }, SinkUnderTest.Context(_time));

    private async Task SendAsync(ISink sink, params AnalyzedEvent[] events)
    {
        foreach (var analyzed in events)
        {
            var sending = sink.SendAsync([new DeliveryItem(1, analyzed)], default);
            await Harness.UntilAsync(() =>
            {
                if (!sending.IsCompleted && _time.PendingTimers > 0)
                    _time.Advance(TimeSpan.FromMilliseconds(100));
                return sending.IsCompleted;
            });
            Assert.Equal(OutcomeKind.Delivered, (await sending)[0].Kind);
        }
    }
}
