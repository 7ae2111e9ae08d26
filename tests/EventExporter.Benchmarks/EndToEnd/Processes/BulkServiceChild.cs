using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>
/// Takes what Elasticsearch's <c>_bulk</c> takes and accepts all of it, counting documents and their different ids.
/// <c>down</c> makes it refuse connections, <c>up</c> takes them again.
/// </summary>
internal sealed class BulkServiceChild
{
    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _ids = [];
    private long _items;
    private long _requests;
    private long _bytes;
    private WebApplication? _app;
    private int _port;

    public static async Task<int> RunAsync()
    {
        var service = new BulkServiceChild();
        await service.ListenAsync();
        await ChildProcess.ServeAsync($"http://127.0.0.1:{service._port}", service.AnswerAsync);
        return 0;
    }

    private async Task<string> AnswerAsync(string command)
    {
        if (command == "down" && _app is { } running)
        {
            await running.StopAsync(new CancellationToken(canceled: true));
            await running.DisposeAsync();
        }
        else if (command == "up")
        {
            await ListenAsync();
        }

        lock (_gate)
            return $"items={_items} distinct={_ids.Count} requests={_requests} bytes={_bytes}";
    }

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, _port);
        });
        _app = builder.Build();
        _app.Run(BulkAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    private async Task BulkAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await using (var stream = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
            await stream.CopyToAsync(body, context.RequestAborted);
        lock (_gate)
        {
            _requests++;
            _bytes += context.Request.ContentLength ?? 0;
            Count(body.GetBuffer().AsSpan(0, (int)body.Length));
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"errors":false}""", context.RequestAborted);
    }

    private void Count(ReadOnlySpan<byte> lines)
    {
        var isAction = true;
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            if (line.IsEmpty)
                continue;
            if (isAction)
                _ids.Add(Hash(IdOf(line)));
            else
                _items++;
            isAction = !isAction;
        }
    }

    private static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> action)
    {
        var at = action.IndexOf("\"_id\":\""u8);
        if (at < 0)
            throw new InvalidDataException($"No _id in {Encoding.UTF8.GetString(action)}");
        var id = action[(at + 7)..];
        return id[..id.IndexOf((byte)'"')];
    }

    /// <summary>FNV-1a: two of a million ids collide once in thirty million runs.</summary>
    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        var hash = 14695981039346656037;
        foreach (var b in id)
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
