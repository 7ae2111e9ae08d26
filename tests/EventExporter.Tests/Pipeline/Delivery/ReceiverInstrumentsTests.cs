using System.Diagnostics.Metrics;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Delivery;

public class ReceiverInstrumentsTests
{
    [Fact]
    public async Task A_scrape_adds_up_while_events_are_on_their_way()
    {
        await using var harness = new Harness();
        using var meter = new Meter("test");
        _ = new ReceiverInstruments(meter, () => [harness.Status], harness.Time);
        harness.Journal.Append(Some.Events(10));
        harness.Journal.Append(Some.Events(3));
        harness.Start();
        (await harness.Sink.NextAsync()).Reply([.. Enumerable.Range(0, 10).Select(i => i < 4 ? Outcome.Delivered() : i < 6 ? Outcome.Rejected("no") : Outcome.Retry("busy"))]);
        await Harness.UntilAsync(() => harness.Status.Rejected == 2);

        var values = Collect(meter);
        Assert.Equal((13, 4, 2, 7), (values["event_exporter_receiver_received"], values["event_exporter_receiver_delivered"], values["event_exporter_receiver_rejected"], values["event_exporter_receiver_pending"]));
    }

    private static Dictionary<string, double> Collect(Meter meter)
    {
        var values = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => values[instrument.Name] = values.GetValueOrDefault(instrument.Name) + value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
