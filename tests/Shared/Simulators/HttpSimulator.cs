using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Testing.Simulators;

/// <summary>A service on a local port that tests send to. It can be told to answer differently for a while.</summary>
internal abstract class HttpSimulator : IAsyncDisposable
{
    private readonly Queue<Func<HttpContext, byte[], Task>> _faults = new();
    private WebApplication? _app;

    /// <summary>Kept over a stop and a start.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Requests seen, refused ones too.</summary>
    public int Requests { get; private set; }

    /// <summary>What befalls some of the requests; null: nothing.</summary>
    public Trouble? Trouble { get; set; }

    /// <summary>Listens on a free port; after a stop on the port it had.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    /// <summary>Breaks what is under way and refuses connections. What was stored stays.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    /// <summary>Lets what is under way end, for some seconds, and then refuses connections, as a service does that is rolled out anew.</summary>
    public async Task ShutDownAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }

    /// <summary>The next request gets this status, with these headers and body.</summary>
    public void FailNext(int status, string body = "", params (string Name, string Value)[] headers) => Next(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    });

    /// <summary>The next request gets no answer until its sender gives up.</summary>
    public void HangNext() => Next(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>The next request is answered as it should be, and what was told after this holds for those behind it.</summary>
    public void PassNext()
    {
        lock (_faults)
            _faults.Enqueue(AnswerAsync);
    }

    /// <summary>The next request has its connection reset.</summary>
    public void ResetNext() => Next(static context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The next request is worked off, but its sender gets no answer until it gives up.</summary>
    public void HoldNextAnswer()
    {
        lock (_faults)
        {
            _faults.Enqueue(async (context, body) =>
            {
                context.Response.Body = Stream.Null;
                await AnswerAsync(context, body);
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            });
        }
    }

    /// <summary>From now on requests are answered as they should be.</summary>
    public void ForgetFaults()
    {
        lock (_faults)
            _faults.Clear();
    }

    public void Next(Func<HttpContext, Task> answer)
    {
        lock (_faults)
            _faults.Enqueue((context, _) => answer(context));
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    protected abstract Task AnswerAsync(HttpContext context, byte[] body);

    private async Task HandleAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request);
        Func<HttpContext, byte[], Task>? fault;
        lock (_faults)
        {
            Requests++;
            _faults.TryDequeue(out fault);
        }

        try
        {
            if (fault is not null)
                await fault(context, body);
            else if (Trouble is not { } trouble || !await trouble.StrikesAsync(context))
                await AnswerAsync(context, body);
        }
        catch (OperationCanceledException)
        {
            // The sender has gone.
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var plain = new GZipStream(request.Body, CompressionMode.Decompress);
            await plain.CopyToAsync(bytes);
        }
        else
        {
            await request.Body.CopyToAsync(bytes);
        }

        return bytes.ToArray();
    }
}
