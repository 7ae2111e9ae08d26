using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Faults;

namespace EventExporter.EndToEnd;

/// <summary>
/// The API server misbehaves in every way it is known for. A watch that goes silent without closing takes minutes to be found out and is tried on
/// a clock of its own in <c>EventExporter.Tests</c>, <c>Pipeline/Sources/Kubernetes</c>.
/// </summary>
public sealed class TroubledApiServerStory : Story
{
    private RunningExporter _exporter = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Events.HappenOften(40);
        _exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver()));
        await AllIndexedAsync(_exporter);
        await WatchingAsync();
    }

    [Theory]
    [InlineData(GoneForm.ErrorEvent)]
    [InlineData(GoneForm.HttpStatus)]
    public async Task A_410_in_the_middle_loses_nothing_and_puts_one_gap_on_record(GoneForm form)
    {
        Cluster.Faults.Hang(r => r.IsWatch && r.Resource == "events");
        Cluster.Faults.BreakWatches();
        await Eventually.EqualAsync(0, () => Cluster.Faults.OpenWatches);
        Events.HappenOften(60);
        Cluster.Faults.ExpireHistory(form);
        Cluster.Faults.ReleaseHung();

        await AllIndexedAsync(_exporter);
        await OneGapAsync();
        Assert.Equal(1, _exporter.LogLines("since the last position; trying again"));
    }

    [Fact]
    public async Task A_restart_of_the_API_server_is_bridged_without_a_gap()
    {
        await Cluster.StopAsync();
        Events.HappenOften(60);
        await Eventually.TrueAsync(() => _exporter.LogLines("trying again") > 0, () => _exporter.Log);
        await Cluster.ResumeAsync();

        await GoesOnWithoutGapAsync();
        Assert.InRange(_exporter.LogLines("trying again"), 1, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_cut_in_its_middle_is_read_again(bool breaksConnection)
    {
        Cluster.Faults.CutNextLine(breaksConnection);
        Events.HappenOften(60);

        await GoesOnWithoutGapAsync();
    }

    [Fact]
    public async Task A_malformed_line_costs_a_relist_and_loses_nothing()
    {
        Cluster.Faults.MalformNextLine();
        Events.HappenOften(60);

        await AllIndexedAsync(_exporter);
        await OneGapAsync();
        Assert.Single(_exporter.Log.Split('\n'), l => l.Contains("a line of the watch could not be read", StringComparison.Ordinal) && l.EndsWith("; trying again", StringComparison.Ordinal));
        Assert.Equal(1, await _exporter.MetricAsync("event_exporter_malformed_total"));
    }

    [Fact]
    public async Task A_storm_of_429_is_waited_out_with_one_line_of_log()
    {
        Cluster.Faults.FailNext(5, 429, r => r.Resource == "events", retryAfter: TimeSpan.FromSeconds(1));
        Cluster.Faults.CloseWatches();
        Events.HappenOften(60);

        await GoesOnWithoutGapAsync();
        Assert.Equal(1, _exporter.LogLines("asks for patience"));
    }

    [Fact]
    public async Task A_list_whose_pages_expire_is_started_again()
    {
        Events.HappenOften(1_300, events: 1_300, prefix: "many");
        await AllIndexedAsync(_exporter);
        Cluster.Faults.ExpireContinueTokens();
        Cluster.Faults.ExpireHistory();
        Cluster.Faults.BreakWatches();

        Events.HappenOften(60);
        await AllIndexedAsync(_exporter);
    }

    private Task WatchingAsync() => Eventually.TrueAsync(() => Cluster.Faults.OpenWatches > 0, () => _exporter.Log);

    private async Task OneGapAsync()
    {
        // A gap is closed, and told, when the watch has settled: a line, or five seconds.
        Events.Happen("after-the-gap");
        await Eventually.EqualAsync(1, () => Indexed.Gaps.Count, () => _exporter.Log);
        Assert.Equal("Warning", (string?)Indexed.Gaps[0]["type"]);
        await Eventually.TrueAsync(() => Indexed.Documents.Any(d => ((string?)d["involvedObject"]!["name"]) == "after-the-gap"), () => _exporter.Log);
        Assert.Single(Indexed.Gaps);
    }

    private async Task GoesOnWithoutGapAsync()
    {
        await AllIndexedAsync(_exporter);
        Events.Happen("afterwards");
        await AllIndexedAsync(_exporter);
        Assert.Empty(Indexed.Gaps);
    }
}
