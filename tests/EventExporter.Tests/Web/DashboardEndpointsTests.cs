using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using EventExporter.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventExporter.Tests.Web;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public sealed partial class DashboardEndpointsTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _server = builder.Build();
        _server.UseRouting();
        _server.MapDashboard();
        await _server.StartAsync();
        _client.BaseAddress = new Uri(_server.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explore?query=type%3DWarning")]
    [InlineData("/events/17")]
    [InlineData("/timeline?object=pod%2Fa%2Fb")]
    [InlineData("/incidents/inc-1")]
    [InlineData("/receivers/on-call")]
    [InlineData("/silences")]
    public async Task Every_view_has_an_address_that_can_be_loaded_again(string address)
    {
        var response = await _client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("<main", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/nothing")]
    [InlineData("/assets/../index.html")]
    [InlineData("/assets/index.html")]
    public async Task What_is_no_view_and_no_file_is_not_answered_with_the_page(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);

    [Fact]
    public async Task Everything_that_the_page_and_its_modules_name_is_there()
    {
        var (open, seen) = (new Queue<string>(["/"]), new HashSet<string>());
        while (open.TryDequeue(out var address))
        {
            if (!seen.Add(address))
                continue;
            var response = await _client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address} is named but not there");
            var at = new Uri(_client.BaseAddress!, address);
            foreach (Match name in Named().Matches(await response.Content.ReadAsStringAsync()))
                open.Enqueue(new Uri(at, name.Groups[1].Value).AbsolutePath);
        }

        Assert.Contains("/assets/js/views/explore.js", seen);
    }

    [Fact]
    public async Task A_browser_that_has_a_file_is_not_sent_it_again()
    {
        var first = await _client.GetAsync(new Uri("/assets/js/main.js", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/js/main.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await _client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.True(first.Headers.CacheControl?.NoCache, "else a new version would run with old scripts");
    }

    [Fact]
    public async Task Packed_it_is_the_same_and_smaller()
    {
        var plain = await _client.GetByteArrayAsync(new Uri("/assets/css/components.css", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/css/components.css");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        var response = await _client.SendAsync(request);
        var packed = await response.Content.ReadAsByteArrayAsync();
        using var unpacked = new MemoryStream();
        await new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress).CopyToAsync(unpacked);

        Assert.Equal(plain, unpacked.ToArray());
        Assert.True(packed.Length < plain.Length);
    }

    [Fact]
    public async Task Nothing_inline_is_allowed_to_run_and_nothing_inline_is_there()
    {
        var response = await _client.GetAsync(new Uri("/", UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();
        var policy = string.Join(";", response.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?![^>]*src=)|<style|style=|\son[a-z]+=", page);
        Assert.DoesNotMatch("https?://(?!www.w3.org)", page);
    }

    /// <summary>No value may become markup: the one way in is not used anywhere.</summary>
    [Fact]
    public void No_module_writes_markup()
    {
        var assembly = typeof(DashboardEndpoints).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(n => n.EndsWith(".js", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser", reader.ReadToEnd());
        });
    }

    [GeneratedRegex("""(?:src|href|from|url)\s*[=(]?\s*["'(]?((?:/assets/|\.\.?/)[\w./-]+)""")]
    private static partial Regex Named();
}
