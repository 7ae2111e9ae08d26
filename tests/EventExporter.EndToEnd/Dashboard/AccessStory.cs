using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>An exporter that shows its events to those with a token only.</summary>
public sealed class AccessStory(Chromium chromium) : DashboardStory(chromium)
{
    [SkippableFact]
    public async Task A_token_is_asked_for_kept_in_the_tab_and_allows_to_retry_a_dead_letter()
    {
        ServerMore = $", auth: {{tokens: [{{name: test, token: {WriteToken}, access: write}}]}}";
        await StartAsync();
        Elasticsearch.ItemFault = _ => (400, "document_parsing_exception", "failed to parse");
        Events.HappenOften(3, events: 3);
        await Eventually.TrueAsync(async () => await Exporter.MetricAsync("event_exporter_receiver_rejected_total", "\"search\"") == 3, () => Exporter.Log);
        Elasticsearch.ItemFault = static _ => null;

        await using var page = await OpenAsync();
        await page.Page.GotoAsync("/receivers/search");
        await page["#token"].FillAsync("a-token-that-nobody-knows");
        await page["button:has-text('Sign in')"].Last.ClickAsync();
        await page["dialog .problem"].WaitForAsync();
        page.Forgive();
        await page["#token"].FillAsync(WriteToken);
        await page["dialog button:has-text('Sign in')"].ClickAsync();
        await page.UntilAsync("() => document.querySelectorAll('.letters > li').length === 3");
        await page[".live.good"].WaitForAsync();
        Assert.DoesNotContain(WriteToken, await page.Page.ContentAsync() + page.Page.Url, StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("token => JSON.stringify(sessionStorage).includes(token) && !JSON.stringify(localStorage).includes(token) && !document.cookie", WriteToken));

        await page[".letters button:has-text('Retry')"].First.ClickAsync();
        await Eventually.EqualAsync(1, () => Elasticsearch.Documents.Count, () => Exporter.Log);
        await page["button:has-text('Retry all')"].ClickAsync();
        await Eventually.EqualAsync(3, () => Elasticsearch.Documents.Count, () => Exporter.Log);
        page.NothingWentWrong();
    }
}
