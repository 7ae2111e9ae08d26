using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Transport;

public sealed class ErrorTests
{
    [Fact]
    public async Task A_Status_is_told_with_the_request_that_it_answers()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", Status(403, "Forbidden", "User cannot get path /version"), 403);
        using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetServerVersionAsync(CancellationToken.None));

        Assert.Equal((403, "Forbidden", null), (e.StatusCode, e.Reason, e.RetryAfter));
        Assert.Equal($"GET {server.Address}version: 403 Forbidden: User cannot get path /version", e.Message);
    }

    [Fact]
    public async Task A_429_carries_Retry_After_from_the_header()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On("/version", context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return context.AnswerAsync(Status(429, "TooManyRequests", "wait", retryAfterSeconds: 1), 429);
        });
        using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetServerVersionAsync(CancellationToken.None));

        Assert.Equal((429, TimeSpan.FromSeconds(17)), (e.StatusCode, e.RetryAfter));
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using var server = await TestApiServer.StartAsync();
        server.On("/version", context =>
        {
            context.Response.Headers.RetryAfter = "Wed, 04 Mar 2026 05:07:07 GMT";
            return context.AnswerAsync("", 503);
        });
        using var client = server.Client(time: time);

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetServerVersionAsync(CancellationToken.None));

        Assert.Equal((503, TimeSpan.FromMinutes(1)), (e.StatusCode, e.RetryAfter));
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_quoted_in_part()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", "<html>\nBad Gateway " + new string('x', 1000), 502);
        using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetServerVersionAsync(CancellationToken.None));

        Assert.Contains("502 Bad Gateway: <html> Bad Gateway xxx", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 300, 400);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_after_the_request_timeout()
    {
        var time = new ManualTimeProvider();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestApiServer.StartAsync();
        server.On("/version", async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = server.Client(new KubernetesClientOptions { RequestTimeout = TimeSpan.FromSeconds(30) }, time);

        var request = client.GetServerVersionAsync(CancellationToken.None);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));

        var e = await Assert.ThrowsAsync<RequestTimeoutException>(() => request.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.EndsWith("version: no answer within 30 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_HttpRequestException()
    {
        var server = await TestApiServer.StartAsync();
        await server.DisposeAsync();
        using var client = new KubernetesClient(ClusterAccess.ForServer(server.Address));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetServerVersionAsync(CancellationToken.None));
    }
}
