using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody opens each view, on a desk and on a phone, by day and by night.</summary>
public sealed class ViewsStory(Chromium chromium) : DashboardStory(chromium)
{
    private protected override string Incidents => "{enabled: true}";

    [SkippableFact]
    public async Task Every_view_shows_what_happened_and_complains_of_nothing()
    {
        await StartWithPastAsync();
        var views = await ViewsAsync();
        foreach (var (look, dark, width, height) in new[] { ("light", false, 1280, 860), ("dark", true, 1280, 860), ("phone", false, 390, 844) })
        {
            await using var page = await OpenAsync(dark, width, height);
            foreach (var (name, address, shows) in views)
            {
                await page.GoAsync(address);
                await page[shows].First.WaitForAsync();
                Assert.Equal(dark ? "dark" : "light", await page["html"].GetAttributeAsync("data-theme"));
                Assert.True(
                    await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than a page of {width} pixels");
                await page.PictureAsync($"{name}-{look}", whole: name is not ("explore" or "timeline"));
            }

            page.NothingWentWrong();
        }
    }

    [SkippableFact]
    public async Task The_event_tells_where_it_went_and_why()
    {
        await StartWithPastAsync();
        await using var page = await OpenAsync();
        await page.GoAsync(await EventAddressAsync("reason=BackOff"));

        await page[".receipts li >> text=search"].First.WaitForAsync();
        await page.UntilAsync("() => document.querySelectorAll('.receipts li').length === 2");
        await page["summary:has-text('Why')"].First.ClickAsync();
        await page[".route .rule.good >> text=goes to search"].First.WaitForAsync();
        Assert.Contains("reason: BackOff", await page[".yaml"].InnerTextAsync(), StringComparison.Ordinal);
        await page["button:has-text('Explain')"].ClickAsync();
        await page["h3:has-text('As the routes are now')"].WaitForAsync();
        page.NothingWentWrong();
    }

    /// <summary>Name, address and what must be there.</summary>
    private async Task<(string Name, string Address, string Shows)[]> ViewsAsync() =>
    [
        ("overview", "/", ".histogram .bar"),
        ("explore", "/explore?query=type%3DWarning", ".virtual .row"),
        ("event", await EventAddressAsync("reason=BackOff"), ".receipts li"),
        ("timeline", await TimelineAddressAsync(), ".lane-bar"),
        ("timeline-start", "/timeline", ".suggestions a"),
        ("receivers", "/receivers", ".receiver"),
        ("receiver", "/receivers/search", ".letters li"),
        ("incidents", "/incidents?state=all", ".incident"),
        ("silences", "/silences", "h1"),
    ];

    private async Task<string> EventAddressAsync(string query)
    {
        using var answer = await AskAsync("/events?limit=1&query=" + Uri.EscapeDataString(query));
        return Invariant($"/events/{answer.RootElement.GetProperty("events")[0].GetProperty("sequence").GetInt64()}");
    }

    private async Task<string> TimelineAddressAsync()
    {
        using var answer = await AskAsync("/aggregate?by=namespace,name&metrics=count&order=-count&limit=1&query=" + Uri.EscapeDataString("reason=BackOff kind=Pod"));
        var group = answer.RootElement.GetProperty("groups")[0];
        return "/timeline?since=1h&object=" + Uri.EscapeDataString($"Pod/{group.GetProperty("namespace").GetString()}/{group.GetProperty("name").GetString()}");
    }
}
