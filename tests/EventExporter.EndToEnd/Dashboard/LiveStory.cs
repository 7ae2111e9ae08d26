using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody keeps the page open while things happen.</summary>
public sealed class LiveStory(Chromium chromium) : DashboardStory(chromium)
{
    private const string Bars = "() => [...document.querySelectorAll('.histogram .bar')].map(b => b.getAttribute('x') + ' ' + b.getAttribute('height')).join()";

    [SkippableFact]
    public async Task A_frozen_range_stays_still_while_new_events_count_up()
    {
        await StartAsync();
        Events.HappenOften(40);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/");
        await page[".live.good"].WaitForAsync();
        await page[".histogram .bar"].First.WaitForAsync();
        await page["button.freeze"].ClickAsync();
        await page.UntilAsync("() => document.querySelector('.freeze').getAttribute('aria-pressed') === 'true'");
        // The range is held at once, and drawn once more where it is held.
        await page.UntilAsync($"() => {{ const bars = ({Bars})(); window.still = bars && bars === window.drawn ? window.still + 1 : 0; window.drawn = bars; return window.still > 90; }}");
        var (bars, figure) = (await page.Page.EvaluateAsync<string>(Bars), await page["section[aria-label='Events'] .figure"].InnerTextAsync());

        Events.HappenOften(25, prefix: "later");
        await page.UntilAsync("() => document.querySelector('.freeze .badge')?.textContent === '+25 new'");
        await SettledAsync();
        Assert.Equal(bars, await page.Page.EvaluateAsync<string>(Bars));
        Assert.Equal(figure, await page["section[aria-label='Events'] .figure"].InnerTextAsync());

        await page["button.freeze"].ClickAsync();
        await page.UntilAsync("() => document.querySelector(\"section[aria-label='Events'] .figure\").textContent === '65'");
        Assert.Equal(0, await page[".freeze .badge"].CountAsync());
        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task New_events_come_in_at_the_top_by_themselves()
    {
        await StartAsync();
        Events.HappenOften(3, events: 3);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore");
        await page.UntilAsync("() => document.querySelectorAll('.virtual .row').length === 3");
        Events.Happen("fresh");
        await page[".virtual .row:has-text('fresh')"].First.WaitForAsync();
        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task The_page_survives_a_restart_of_the_exporter()
    {
        Port = FreePort();
        await StartAsync();
        Events.HappenOften(30);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore");
        await page[".live.good"].WaitForAsync();
        await page.UntilAsync("() => document.querySelectorAll('.virtual .row').length === 10");

        await Exporter.KillAsync();
        await page[".live.waiting:has-text('Reconnecting')"].WaitForAsync();
        Assert.Equal(10, await page[".virtual .row"].CountAsync());
        Events.Happen("meanwhile");
        page.Forgive();
        await StartAsync();
        await page[".live.good"].WaitForAsync();
        await page[".virtual .row:has-text('meanwhile')"].First.WaitForAsync();
        page.Forgive();
        Events.Happen("afterwards");
        await page[".virtual .row:has-text('afterwards')"].First.WaitForAsync();
        page.NothingWentWrong();
    }
}
