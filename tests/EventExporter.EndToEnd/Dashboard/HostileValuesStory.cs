using System.Text.Json.Nodes;
using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>Somebody who may create events in the cluster tries to get at whoever looks at them.</summary>
public sealed class HostileValuesStory(Chromium chromium) : DashboardStory(chromium)
{
    private static readonly string[] Messages =
    [
        "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> \"quoted\" 'single' `back` ${x} {{ x }}",
        "control \u0007\u001b[31mred\u001b[0m line one\nline two\ttab",
        "\u202eright to left\u202c مرحبا بالعالم שלום \u2066isolated\u2069",
        "emoji 👩‍👩‍👧‍👦 🚀 🇩🇪",
        "start " + new string('x', 64 * 1024),
    ];

    [SkippableFact]
    public async Task Values_are_shown_as_they_are_in_every_view_and_nothing_of_them_acts()
    {
        await StartAsync();
        for (var i = 0; i < Messages.Length; i++)
            Make(i);
        await SettledAsync();
        using var answer = await AskAsync("/events?limit=100&query=" + Uri.EscapeDataString("kind=Pod"));
        var sequences = answer.RootElement.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()).ToArray();
        Assert.Equal(Messages.Length, sequences.Length);

        await using var page = await OpenAsync();
        page.Page.Dialog += (_, dialog) => Assert.Fail("a dialog opened: " + dialog.Message);
        string[] addresses = ["/", "/?show=all", "/explore?range=24h", "/explore?range=24h&by=message", "/receivers", "/incidents?state=all", "/silences", "/timeline", "/timeline?object=" + Uri.EscapeDataString("Pod/default/<b>bold</b>\"'0"), .. sequences.Select(s => Invariant($"/events/{s}"))];
        foreach (var address in addresses)
        {
            await page.GoAsync(address);
            await page.UntilAsync("() => document.querySelector('main').innerText.length > 20");
            Assert.True(await page.Page.EvaluateAsync<bool>("() => window.hacked === undefined && !document.querySelector('main img, main script, main b.value, main iframe')"), address);
            Assert.Equal(0, await page["main bdi > :not(.control)"].CountAsync());
        }

        page.NothingWentWrong();
    }

    [SkippableFact]
    public async Task Control_characters_are_seen_directions_stay_inside_and_long_messages_are_folded()
    {
        await StartAsync();
        for (var i = 0; i < Messages.Length; i++)
            Make(i);
        await SettledAsync();
        await using var page = await OpenAsync();
        await page.GoAsync("/explore?range=24h&repeats=each");
        await page.UntilAsync("() => document.querySelectorAll('.virtual .row').length === 5");
        await page.PictureAsync("hostile");
        var controls = await page[".row-message .control"].AllInnerTextsAsync();
        Assert.Superset(new HashSet<string> { "BEL", "ESC", "\\n", "RLO" }, controls.ToHashSet());
        Assert.Equal("isolate", await page[".row-message bdi"].First.EvaluateAsync<string>("e => getComputedStyle(e).unicodeBidi"));

        await page[".row-message:has-text('xxx')"].First.ClickAsync();
        await page["button:has-text('Show all 64 KiB')"].WaitForAsync();
        Assert.InRange((await page[".message"].InnerTextAsync()).Length, 500, 2000);
        await page["button:has-text('Show all 64 KiB')"].ClickAsync();
        Assert.InRange((await page[".message"].InnerTextAsync()).Length, 60_000, 70_000);
        page.NothingWentWrong();
    }

    private void Make(int i)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Cluster.Store.Create(ResourceKinds.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"hostile.{i}", ["namespace"] = "default" },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = "default", ["name"] = $"<b>bold</b>\"'{i}", ["uid"] = $"u{i}", ["apiVersion"] = "v1" },
            ["reason"] = i == 0 ? "<i>Reason</i>\"" : "Hostile",
            ["message"] = Messages[i],
            ["source"] = new JsonObject { ["component"] = "<u>kubelet</u>", ["host"] = "node\u202e-a" },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
            ["type"] = "Warning",
        }, "kubelet");
    }
}
