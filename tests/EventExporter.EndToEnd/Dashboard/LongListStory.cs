using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody scrolls through a very bad day.</summary>
public sealed class LongListStory(Chromium chromium) : DashboardStory(chromium)
{
    private const int Many = 50_000;

    /// <summary>Rows that may be in the page at once: those in sight, and some on each side.</summary>
    private const int MostRows = 120;

    [SkippableFact]
    public async Task Of_50000_events_only_those_in_sight_are_in_the_page()
    {
        await StartAsync();
        for (var i = 0; i < Many; i++)
            Make(i);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore?repeats=each&range=24h");
        await page[".virtual .row"].First.WaitForAsync();

        await page[".virtual"].FocusAsync();
        for (var loaded = 0; loaded < Many; loaded = await LengthAsync(page))
        {
            await page.Page.Keyboard.PressAsync("End");
            await page.UntilAsync("loaded => Number(document.querySelector('.virtual .row')?.getAttribute('aria-setsize')) > loaded || loaded >= 50000", loaded);
            Assert.InRange(await page[".virtual .row"].CountAsync(), 1, MostRows);
        }

        await page.Page.Keyboard.PressAsync("End");
        await page[".virtual .row[aria-posinset='50000']"].WaitForAsync();
        Assert.InRange(await page[".virtual .row"].CountAsync(), 1, MostRows);
        await page.Page.EvaluateAsync("() => { document.querySelector('.virtual').scrollTop = 36 * 25000; }");
        await page[".virtual .row[aria-posinset='25001']"].WaitForAsync();
        Assert.InRange(await page[".virtual .row"].CountAsync(), 1, MostRows);
        Assert.Equal("50,000 events", await page[".list-count"].InnerTextAsync());
        page.NothingWentWrong();
    }

    private static Task<int> LengthAsync(DashboardPage page) =>
        page.Page.EvaluateAsync<int>("() => Number(document.querySelector('.virtual .row').getAttribute('aria-setsize'))");

    private void Make(int i)
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-30).AddMilliseconds(i * 30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Cluster.Store.Create(ResourceKinds.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"bad-day.{i:x}", ["namespace"] = $"team-{i % 12}" },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = $"team-{i % 12}", ["name"] = $"web-{i % 3000}", ["uid"] = $"u{i % 3000}", ["apiVersion"] = "v1" },
            ["reason"] = i % 7 == 0 ? "BackOff" : "Pulled",
            ["message"] = $"number {i}",
            ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = $"node-{i % 40}" },
            ["firstTimestamp"] = time,
            ["lastTimestamp"] = time,
            ["count"] = 1,
            ["type"] = i % 7 == 0 ? "Warning" : "Normal",
        }, "kubelet");
    }
}
