using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Discovery;

public sealed class DiscoveryCacheTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Each_group_version_is_asked_for_once_and_no_other()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/apis/batch/v1", Resources("Job", "CronJob"));
        using var client = server.Client(time: _time);

        var kinds = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => client.GetKindAsync("batch/v1", i % 2 == 0 ? "Job" : "CronJob", CancellationToken.None)));

        Assert.Equal(["jobs", "cronjobs"], kinds.Select(k => k.Plural).Distinct());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_unknown_kind_asks_again_but_at_most_once_a_minute()
    {
        var body = Resources("Old");
        await using var server = await TestApiServer.StartAsync();
        server.On("/apis/example.com/v1", context => context.AnswerAsync(body));
        using var client = server.Client(time: _time);
        await client.GetKindAsync("example.com/v1", "Old", CancellationToken.None);
        body = Resources("Old", "New");

        var e = await Assert.ThrowsAsync<UnknownKindException>(() => client.GetKindAsync("example.com/v1", "New", CancellationToken.None));
        Assert.Equal(("example.com/v1", "New"), (e.ApiVersion, e.Kind));
        Assert.Single(server.Requests);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("news", (await client.GetKindAsync("example.com/v1", "New", CancellationToken.None)).Plural);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_group_that_is_not_served_knows_no_kinds()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/apis/gone.io/v1", "404 page not found", 404);
        using var client = server.Client(time: _time);

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<UnknownKindException>(() => client.GetKindAsync("gone.io/v1", "Thing", CancellationToken.None));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_failure_stands_for_a_few_seconds_only()
    {
        var status = 500;
        await using var server = await TestApiServer.StartAsync();
        server.On("/apis/batch/v1", context => context.AnswerAsync(Resources("Job"), status));
        using var client = server.Client(time: _time);

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetKindAsync("batch/v1", "Job", CancellationToken.None));
        Assert.Single(server.Requests);
        status = 200;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("jobs", (await client.GetKindAsync("batch/v1", "Job", CancellationToken.None)).Plural);
    }

    [Fact]
    public async Task A_known_kind_stays_known_while_the_server_fails()
    {
        var status = 200;
        await using var server = await TestApiServer.StartAsync();
        server.On("/apis/batch/v1", context => context.AnswerAsync(Resources("Job"), status));
        using var client = server.Client(time: _time);
        await client.GetKindAsync("batch/v1", "Job", CancellationToken.None);
        status = 500;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetKindAsync("batch/v1", "Other", CancellationToken.None));

        Assert.Equal("jobs", (await client.GetKindAsync("batch/v1", "Job", CancellationToken.None)).Plural);
    }

    [Fact]
    public async Task An_answer_that_is_no_resource_list_is_an_IOException()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/apis/batch/v1", """{"resources":[{"name":"jobs"}]}""");
        using var client = server.Client(time: _time);

        await Assert.ThrowsAsync<IOException>(() => client.GetKindAsync("batch/v1", "Job", CancellationToken.None));
    }

    private static string Resources(params string[] kinds)
    {
        var resources = kinds.Select(
            kind => $$"""{"name":"{{(kind + "s").ToLowerInvariant()}}","namespaced":true,"kind":"{{kind}}"}""");
        return $$"""{"kind":"APIResourceList","resources":[{{string.Join(",", resources)}}]}""";
    }
}
