using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Delivery;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks;

/// <summary>What every sink over HTTP must keep to, whatever its service.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class SinkContractTests : IAsyncLifetime
{
    private readonly WebhookReceiver _service = new();

    public static TheoryData<string> Types => [.. SinkUnderTest.HttpTypes];

    public static TheoryData<string, int, string> Statuses
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            foreach (var type in SinkUnderTest.HttpTypes)
            {
                foreach (var status in new[] { 301, 307, 401, 403, 407, 408, 425, 429, 500, 502, 503, 504, 520, 599 })
                    rows.Add(type, status, nameof(OutcomeKind.Retry));
                foreach (var status in new[] { 400, 406, 413, 415, 422 })
                    rows.Add(type, status, nameof(OutcomeKind.RefusedTogether));
            }

            return rows;
        }
    }

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status_means_the_same_for_every_sink(string type, int status, string kind)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(status, "no");
        var outcomes = await sink.SendAsync(Some.Items(1), default);
        Assert.Equal(kind, Assert.Single(outcomes).Kind.ToString());
        Assert.Contains($"{status}", outcomes[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Retry_after_in_seconds_is_passed_on(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(429, "slow down", ("Retry-After", "17"));
        Assert.Equal(TimeSpan.FromSeconds(17), (await sink.SendAsync(Some.Items(1), default))[0].After);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Retry_after_as_a_date_is_passed_on(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(503, "later", ("Retry-After", Some.Time.AddSeconds(42).ToString("R")));
        Assert.Equal(TimeSpan.FromSeconds(42), (await sink.SendAsync(Some.Items(1), default))[0].After);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_secret_that_the_service_repeats_is_in_no_outcome(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(400, $"bad token {SinkUnderTest.Secret} and {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(SinkUnderTest.Secret))}");
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Contains("***", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(SinkUnderTest.Secret, $"{outcome}", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_endless_error_page_is_cut(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(500, new string('x', 10_000_000));
        Assert.InRange((await sink.SendAsync(Some.Items(1), default))[0].Reason!.Length, 100, 3000);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_hanging_service_is_left_when_the_attempt_is_cancelled(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.HangNext();
        using var attempt = new CancellationTokenSource();
        var sending = sink.SendAsync(Some.Items(1), attempt.Token);
        await Harness.UntilAsync(() => _service.Requests == 1);
        await attempt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_service_that_is_not_there_is_an_exception_for_the_loop(string type)
    {
        await _service.StopAsync();
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => sink.SendAsync(Some.Items(1), default));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_redirect_is_not_followed(string type)
    {
        await using var sink = SinkUnderTest.Http(type, _service.Address);
        _service.FailNext(307, "", ("Location", $"{_service.Address}elsewhere"));
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal(1, _service.Requests);
    }
}
