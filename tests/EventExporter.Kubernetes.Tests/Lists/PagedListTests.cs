using System.IO.Compression;
using System.Text;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Lists;
using EventExporter.Kubernetes.Tests.Support;
using Microsoft.AspNetCore.Http;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Lists;

public sealed class PagedListTests
{
    private const string Path = "/api/v1/events";

    [Fact]
    public async Task Pages_are_followed_to_the_end_and_the_first_version_counts()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, context => context.AnswerAsync((string?)context.Request.Query["continue"] switch
        {
            null => List([Item("a"), Item("b")], version: "100", next: "p2/+="),
            "p2/+=" => List([Item("c")], version: "105", next: "p3"),
            _ => List([], version: "107"),
        }));

        var (names, summary) = await ListAsync(server, new ListOptions { Limit = 2, FieldSelector = "type=Warning", ResourceVersion = "0" });

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal(new ListSummary("100", Items: 3, Malformed: 0, Pages: 3), summary);
        var requests = server.Requests.ToArray();
        Assert.All(requests, r => Assert.Equal(("2", "type=Warning"), (r.Query["limit"], r.Query["fieldSelector"])));
        Assert.Equal("0", requests[0].Query["resourceVersion"]);
        Assert.All(requests[1..], r => Assert.False(r.Query.ContainsKey("resourceVersion")));
    }

    [Theory]
    [InlineData("""{"items":[{"metadata":{"name":"a"}}],"metadata":{"continue":"","resourceVersion":"5"},"extra":{"items":[1]}}""", 1)]
    [InlineData("""{"metadata":{"managed":{"resourceVersion":"9"},"resourceVersion":"5","remainingItemCount":3},"items":null}""", 0)]
    [InlineData(""" { "kind" : "List" , "metadata" : { "resourceVersion" : "5" } , "items" : [ ] } """, 0)]
    public async Task The_order_of_members_does_not_matter(string body, int items)
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, body);

        var (_, summary) = await ListAsync(server);

        Assert.Equal(new ListSummary("5", items, Malformed: 0, Pages: 1), summary);
    }

    [Fact]
    public async Task An_item_that_makes_no_sense_is_reported_and_the_list_goes_on()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, List([Item("a"), """{"metadata":{"name":["x"]}}""", "7", Item("d")]));
        var malformed = new List<MalformedLine>();

        var (names, summary) = await ListAsync(server, new ListOptions { OnMalformed = malformed.Add });

        Assert.Equal(["a", "d"], names);
        Assert.Equal((2, 2), (summary.Items, summary.Malformed));
        Assert.Equal("""{"metadata":{"name":["x"]}}""", malformed[0].Excerpt);
        Assert.Equal("7", malformed[1].Excerpt);
    }

    [Fact]
    public async Task A_410_in_the_middle_is_an_expired_version()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, context => context.Request.Query.ContainsKey("continue")
            ? context.AnswerAsync(Status(410, "Expired", "The provided continue parameter is too old"), 410)
            : context.AnswerAsync(List([Item("a")], next: "old")));

        await Assert.ThrowsAsync<ResourceExpiredException>(() => ListAsync(server));
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"a"}},{"meta""")]
    [InlineData("""{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"a"}}]""")]
    [InlineData("")]
    public async Task An_answer_that_ends_too_early_is_not_taken_for_the_whole(string body)
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, body);

        var e = await Assert.ThrowsAsync<EndOfStreamException>(() => ListAsync(server));

        Assert.Contains("ended in the middle", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[}""")]
    public async Task An_answer_that_is_no_list_is_an_IOException(string body)
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Path, body);

        await Assert.ThrowsAnyAsync<IOException>(() => ListAsync(server));
    }

    [Fact]
    public async Task A_compressed_list_is_read_like_any_other()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, async context =>
        {
            Assert.Equal("gzip", context.Request.Headers.AcceptEncoding);
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(List([Item("a")])));
        });

        Assert.Equal(["a"], (await ListAsync(server)).Names);
    }

    [Fact]
    public async Task A_hundred_thousand_items_in_one_answer_take_no_more_memory_than_a_few()
    {
        const int count = 100_000;
        await using var server = await TestApiServer.StartAsync();
        server.On(Path, context => WriteHugeListAsync(context, count));
        using var client = server.Client();
        long seen = 0, peak = 0, held = GC.GetTotalMemory(forceFullCollection: true);

        var summary = await client.ListAsync(Items.Events, new ListOptions(), SkipItem, _ =>
        {
            if (++seen % 20_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - held);
            return ValueTask.CompletedTask;
        }, CancellationToken.None);

        Assert.Equal(count, summary.Items);
        // The body is 80 MB; both ends of the connection, in this one process, hold a few buffers of it.
        Assert.InRange(peak, long.MinValue, 8 * 1024 * 1024);
    }

    private static int SkipItem(ref System.Text.Json.Utf8JsonReader reader)
    {
        reader.Skip();
        return 0;
    }

    private static async Task WriteHugeListAsync(HttpContext context, int count)
    {
        var padding = new string('m', 700);
        await context.Response.Body.WriteAsync("""{"metadata":{"resourceVersion":"1"},"items":["""u8.ToArray());
        var item = Encoding.UTF8.GetBytes($$$"""{"metadata":{"name":"{{{padding}}}"},"note":"{{{new string('x', 60)}}}"},""");
        for (var i = 1; i < count; i++)
            await context.Response.BodyWriter.WriteAsync(item);
        await context.Response.Body.WriteAsync("{}]}"u8.ToArray());
    }

    private static async Task<(List<string> Names, ListSummary Summary)> ListAsync(TestApiServer server, ListOptions? options = null)
    {
        using var client = server.Client();
        var names = new List<string>();
        var summary = await client.ListAsync<string>(
            Items.Events,
            options ?? new ListOptions(),
            Items.ReadName,
            name =>
            {
                names.Add(name);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        return (names, summary);
    }
}
