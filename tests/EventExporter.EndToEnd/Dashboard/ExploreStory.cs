using EventExporter.EndToEnd.Support;
using Microsoft.Playwright;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody looks for what is wrong: from the overview down to one reason, and shares what was found.</summary>
public sealed class ExploreStory(Chromium chromium) : DashboardStory(chromium)
{
    [SkippableFact]
    public async Task A_click_goes_down_to_a_reason_another_excludes_a_namespace_and_the_address_says_it_all()
    {
        await StartWithPastAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/");
        await page["section[aria-label='Reasons'] a:has-text('BackOff')"].ClickAsync();
        await page[".virtual .row"].First.WaitForAsync();
        Assert.Equal(["BackOff"], await ShownAsync(page, ".row-reason"));

        await page["[data-field='namespace'] .facet-value"].First.WaitForAsync();
        var excluded = (await page["[data-field='namespace'] .facet-value .name"].First.InnerTextAsync()).Trim();
        await page["[data-field='namespace'] .exclude"].First.ClickAsync();
        await page.UntilAsync("gone => ![...document.querySelectorAll('.row-namespace')].some(n => n.textContent === gone)", excluded);
        Assert.Contains("reason%3DBackOff", page.Page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Uri.EscapeDataString($"namespace!={excluded}"), page.Page.Url, StringComparison.OrdinalIgnoreCase);

        await page["button.freeze"].ClickAsync();
        await page.UntilAsync("() => location.search.includes('..')");
        var count = await page[".list-count"].InnerTextAsync();
        await using var colleague = await OpenAsync();
        await colleague.GoAsync(new Uri(page.Page.Url).PathAndQuery);
        await colleague.UntilAsync("count => document.querySelector('.list-count')?.innerText === count", count);
        Assert.Equal(await page["#query"].InputValueAsync(), await colleague["#query"].InputValueAsync());
        page.NothingWentWrong();
        colleague.NothingWentWrong();
    }

    [SkippableFact]
    public async Task Repeats_are_one_line_with_their_true_count()
    {
        await StartAsync();
        Events.HappenOften(120, events: 4);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore?range=24h&query=reason%3DBackOff");
        await page.UntilAsync("() => document.querySelectorAll('.virtual .row').length === 4");
        Assert.Equal(["×30"], await ShownAsync(page, ".row-count"));

        await page["button:has-text('Every update')"].ClickAsync();
        await page.UntilAsync("() => document.querySelectorAll('.virtual .row').length > 4");
        var sum = await page.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.row-count')].reduce((sum, c) => sum + Number(c.textContent.slice(1)), 0)");
        Assert.InRange(sum, 5, 120);
        Assert.Equal("120 events", await page[".list-count"].InnerTextAsync());
        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task A_range_is_dragged_out_of_the_chart()
    {
        await StartWithPastAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore");
        await page[".histogram .bar"].First.WaitForAsync();
        var box = (await page[".histogram"].BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 40);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 0.8f), box.Y + 40, new MouseMoveOptions { Steps = 5 });
        await page.Page.Mouse.UpAsync();

        await page.UntilAsync("() => new URLSearchParams(location.search).get('range')?.includes('..')");
        var minutes = await page.Page.EvaluateAsync<double>(
            "() => { const [from, to] = new URLSearchParams(location.search).get('range').split('..').map(Date.parse); return (to - from) / 60000; }");
        Assert.InRange(minutes, 15, 23);
        await page.UntilAsync("() => document.querySelector('button.freeze').getAttribute('aria-pressed') === 'true'");
        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task A_query_is_completed_from_what_there_is()
    {
        await StartWithPastAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore");
        await page["#query"].PressSequentiallyAsync("reas");
        await page["#completions li:has-text('reason')"].First.WaitForAsync();
        await page["#query"].PressAsync("ArrowDown");
        await page["#query"].PressAsync("Enter");
        await page["#query"].PressSequentiallyAsync("=BackO");
        await page["#completions li:has-text('BackOff')"].First.WaitForAsync();
        await page["#query"].PressAsync("Tab");
        await page["#query"].PressAsync("Escape");
        Assert.Equal("reason=BackOff", await page["#query"].InputValueAsync());
        await page["#query"].PressAsync("Enter");
        await page.UntilAsync("() => new URLSearchParams(location.search).get('query') === 'reason=BackOff'");
        page.NothingWentWrong();
    }

    [SkippableTheory]
    [InlineData("type=Warning resaon=BackOff", 14, "resaon")]
    [InlineData("type=Warning reason=~\"(\"", 22, "")]
    [InlineData("type=", 6, "")]
    public async Task A_mistake_is_shown_at_its_column(string query, int column, string word)
    {
        await StartAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore?query=" + Uri.EscapeDataString(query));
        await page[".query-problem"].WaitForAsync();

        Assert.Contains($"Column {column}:", await page[".query-problem"].InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(word, await page[".query-problem .problem"].First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await page["#query"].GetAttributeAsync("aria-invalid"));
    }

    private static async Task<string[]> ShownAsync(DashboardPage page, string selector) =>
        [.. (await page[$".virtual {selector}"].AllInnerTextsAsync()).Select(t => t.Trim()).Distinct()];
}
