using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody who has no mouse, or does not want one at three in the morning.</summary>
public sealed class KeyboardStory(Chromium chromium) : DashboardStory(chromium)
{
    [SkippableFact]
    public async Task Everything_is_reached_from_the_keyboard()
    {
        await StartAsync();
        Events.HappenOften(30);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/");
        var keys = page.Page.Keyboard;

        await keys.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(page));
        var reached = new List<string>();
        for (var i = 0; i < 14; i++)
        {
            await keys.PressAsync("Tab");
            reached.Add(await FocusedAsync(page));
        }

        Assert.Equal(["Overview", "Explore", "Timeline"], reached.Where(r => r is "Overview" or "Explore" or "Timeline"));
        Assert.Contains("Freeze", reached);
        Assert.Contains("Light or dark", reached);

        await keys.PressAsync("?");
        await page["dialog h2:has-text('Keyboard')"].WaitForAsync();
        await keys.PressAsync("Escape");
        await page.UntilAsync("() => !document.querySelector('dialog')");

        await keys.PressAsync("g");
        await keys.PressAsync("e");
        await page[".virtual .row"].First.WaitForAsync();
        await keys.PressAsync("/");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => document.activeElement.id === 'query'"));
        await page["#query"].PressAsync("Escape");
        await page[".virtual"].FocusAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await page[".row.current[aria-posinset='2']"].WaitForAsync();
        await keys.PressAsync("Enter");
        await page[".event h1:has-text('BackOff')"].WaitForAsync();
        await page.Page.GoBackAsync();
        await page[".virtual .row"].First.WaitForAsync();
        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task The_chart_is_read_and_zoomed_with_arrow_keys_and_the_theme_is_kept()
    {
        await StartAsync();
        Events.HappenOften(30);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/");
        await page[".histogram .bar"].First.WaitForAsync();
        await page[".histogram"].FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await page.UntilAsync("() => /warning|error/.test(document.getElementById('said').textContent)");
        await page.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.UntilAsync("() => location.search.includes('..')");

        await page["body"].PressAsync("t");
        Assert.Equal("dark", await page["html"].GetAttributeAsync("data-theme"));
        await page.GoAsync("/receivers");
        Assert.Equal("dark", await page["html"].GetAttributeAsync("data-theme"));
        page.NothingWentWrong();
    }

    /// <summary>What a screen reader would call the element that has the focus.</summary>
    private static Task<string> FocusedAsync(DashboardPage page) =>
        page.Page.EvaluateAsync<string>("() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? '').trim()");
}
