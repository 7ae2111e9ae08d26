using System.Diagnostics;
using System.Diagnostics.Metrics;
using EventExporter.Telemetry;

namespace EventExporter.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusText _text;

    public PrometheusTextTests() => _text = new PrometheusText("", _meter);

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_per_series_and_ends_in_total()
    {
        var counter = _meter.CreateCounter<long>("event_exporter_things", description: "Things that were counted.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "b"));
        counter.Add(5, new KeyValuePair<string, object?>("kind", "a"));

        Assert.Equal(
            """
            # HELP event_exporter_things_total Things that were counted.
            # TYPE event_exporter_things_total counter
            event_exporter_things_total{kind="a"} 7
            event_exporter_things_total{kind="b"} 3

            """,
            _text.Write());
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_up_to_infinity()
    {
        var histogram = _meter.CreateHistogram("event_exporter_wait_seconds", "s", "Waits.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(3);

        Assert.Equal(
            """
            # HELP event_exporter_wait_seconds Waits.
            # TYPE event_exporter_wait_seconds histogram
            event_exporter_wait_seconds_bucket{le="0.1"} 1
            event_exporter_wait_seconds_bucket{le="1"} 2
            event_exporter_wait_seconds_bucket{le="+Inf"} 3
            event_exporter_wait_seconds_sum 3.6
            event_exporter_wait_seconds_count 3

            """,
            _text.Write());
    }

    [Fact]
    public void Labels_are_escaped_sorted_and_the_same_series_in_any_order()
    {
        var counter = _meter.CreateCounter<long>("event_exporter_x");
        KeyValuePair<string, object?> path = new("path", "C:\\a\n\"b\""), from = new("from.where", 1);
        counter.Add(1, path, from);
        counter.Add(1, from, path);

        Assert.Contains("event_exporter_x_total{from_where=\"1\",path=\"C:\\\\a\\n\\\"b\\\"\"} 2\n", _text.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_observed_series_that_is_gone_is_not_written_any_more()
    {
        var receivers = new List<string> { "slack", "elastic" };
        _meter.CreateObservableGauge("event_exporter_pending", () => receivers.Select(r => new Measurement<long>(4, new KeyValuePair<string, object?>("receiver", r))));
        Assert.Contains("event_exporter_pending{receiver=\"slack\"} 4\n", _text.Write(), StringComparison.Ordinal);

        receivers.Remove("slack");

        var text = _text.Write();
        Assert.DoesNotContain("event_exporter_pending{receiver=\"slack\"}", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_pending{receiver=\"elastic\"} 4\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observed_counter_shows_its_total_and_not_the_sum_of_scrapes()
    {
        _meter.CreateObservableCounter("event_exporter_seen", () => 7L);
        _text.Write();

        Assert.Contains("event_exporter_seen_total 7\n", _text.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_prefix_takes_the_place_of_the_exporters_own_and_leaves_others_alone()
    {
        using var process = new ProcessMetrics();
        using var prefixed = new PrometheusText("acme_", _meter, process.Meter);
        _meter.CreateCounter<long>("event_exporter_things").Add(1);

        var text = prefixed.Write();

        Assert.Contains("acme_things_total 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("event_exporter_", text, StringComparison.Ordinal);
        Assert.Contains("\nprocess_cpu_seconds_total ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counting_from_many_threads_loses_nothing()
    {
        var counter = _meter.CreateCounter<long>("event_exporter_things");
        var histogram = _meter.CreateHistogram<double>("event_exporter_wait_seconds");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("k", i % 10));
                histogram.Record(1);
            }
        })));

        var text = _text.Write();
        for (var k = 0; k < 10; k++)
            Assert.Contains($"event_exporter_things_total{{k=\"{k}\"}} 4000\n", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_wait_seconds_count 40000\n", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_wait_seconds_sum 40000\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_to_a_known_series_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("event_exporter_things");
        KeyValuePair<string, object?> tag = new("receiver", "slack"), other = new("reason", "x");
        counter.Add(1, tag, other);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            counter.Add(1, tag, other);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_the_exporter_measures_keeps_to_the_rules_of_promtool()
    {
        using var metrics = new ExporterMetrics();
        using var process = new ProcessMetrics();
        using var text = new PrometheusText("", metrics.Meter, process.Meter);
        MeasureSomething(metrics);

        var written = text.Write();

        Assert.Empty(PrometheusRules.Problems(written));
        Assert.Contains("event_exporter_build_info{revision=\"", written, StringComparison.Ordinal);
        Assert.Contains("process_resident_memory_bytes ", written, StringComparison.Ordinal);
        Assert.Contains("process_start_time_seconds ", written, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total{generation=\"0\"} ", written, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Promtool_has_no_complaint()
    {
        var promtool = Environment.GetEnvironmentVariable("PATH")?.Split(':').Select(d => Path.Combine(d, "promtool")).FirstOrDefault(File.Exists);
        Skip.If(promtool is null, "promtool is not installed");
        using var metrics = new ExporterMetrics();
        using var process = new ProcessMetrics();
        using var text = new PrometheusText("", metrics.Meter, process.Meter);
        MeasureSomething(metrics);

        using var check = Process.Start(new ProcessStartInfo(promtool!, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await check.StandardInput.WriteAsync(text.Write());
        check.StandardInput.Close();
        var said = await check.StandardOutput.ReadToEndAsync() + await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();

        Assert.Equal("", said);
        Assert.Equal(0, check.ExitCode);
    }

    [Theory]
    [InlineData("1.2.3+abc", "1.2.3", "abc")]
    [InlineData("1.2.3", "1.2.3", "unknown")]
    [InlineData("", "unknown", "unknown")]
    public void The_build_is_told_by_version_and_revision(string informational, string version, string revision) =>
        Assert.Equal(new BuildInfo(version, revision), BuildInfo.Parse(informational));

    private static void MeasureSomething(ExporterMetrics metrics)
    {
        metrics.Received.Add(1);
        metrics.WatchRestarts.Add(1, new KeyValuePair<string, object?>("reason", "expired"));
        metrics.LatencySeconds.Record(0.2, new KeyValuePair<string, object?>("receiver", "slack"));
        metrics.CommitSeconds.Record(0.002);
        metrics.LookupSeconds.Record(0.002);
    }
}
