using Microsoft.Playwright;

namespace EventExporter.EndToEnd.Support;

/// <summary>The dashboard in a browser, with whatever it complained of.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public DashboardPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Complain(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complain($"{message.Type}: {message.Text} ({message.Location})");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and what no script caught.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    public ILocator this[string selector] => Page.Locator(selector);

    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync("() => document.querySelector('nav a') && !document.querySelector('main [aria-busy]')");
    }

    /// <summary>Waits until something in the page has come to what is expected.</summary>
    public Task UntilAsync(string script, object? argument = null) => Page.WaitForFunctionAsync(script, argument);

    public void NothingWentWrong() => Assert.True(Complaints.Count == 0, string.Join("\n", Complaints));

    /// <summary>Forgets complaints that a test has brought about.</summary>
    public void Forgive()
    {
        lock (_complaints)
            _complaints.Clear();
    }

    /// <summary>A picture for people to look at: into the folder that <c>SCREENSHOTS</c> names, else none.</summary>
    public async Task PictureAsync(string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Complain(string what)
    {
        lock (_complaints)
            _complaints.Add(what);
    }
}
