using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Flood;

/// <summary>
/// More events than a store could hold, for load. Nothing is kept: an event is made from its number when it is sent, and the number is told
/// by its version, so lists page and watches resume consistently. Bodies have the size and members of real ones, managedFields included.
/// </summary>
public sealed class EventFlood
{
    private const long FirstVersion = 20_000_000_000;
    private const int FlushBytes = 64 * 1024;

    private readonly EventFloodOptions _options;
    private readonly FloodTemplate[] _templates;
    private long _listed;
    private long _watched;

    public EventFlood(EventFloodOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Repeats, 8, nameof(options));
        _options = options;
        _templates = FloodTemplates.Build(options);
    }

    /// <summary>How many list items were sent so far.</summary>
    public long ListedCount => Interlocked.Read(ref _listed);

    /// <summary>How many watch lines were sent so far, over all watches.</summary>
    public long WatchedCount => Interlocked.Read(ref _watched);

    private long ListVersion => FirstVersion + _options.Listed;

    internal async Task HandleAsync(HttpContext context, string verb, CancellationToken stopping)
    {
        context.Response.ContentType = "application/json";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (verb == "list")
            await ListAsync(context, ending.Token);
        else
            await WatchAsync(context, ending.Token);
    }

    private async Task ListAsync(HttpContext context, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var start = query["continue"].ToString() is { Length: > 0 } token ? int.Parse(token.AsSpan(1), CultureInfo.InvariantCulture) : 0;
        var limit = query["limit"].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        var end = (int)Math.Min(_options.Listed, (long)start + (limit == 0 ? int.MaxValue : limit));
        var output = context.Response.BodyWriter;
        Write(output, $"{{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"metadata\":{{\"resourceVersion\":\"{ListVersion}\"");
        if (end < _options.Listed)
            Write(output, $",\"continue\":\"f{end}\",\"remainingItemCount\":{_options.Listed - end}");
        Write(output, "},\"items\":[");
        var time = TimeBytes(_options.ListedAge);
        for (var i = start; i < end; i++)
        {
            if (i > start)
                Write(output, ",");
            _templates[i % _templates.Length].WriteItem(output, new FloodEvent(i, FirstVersion + i + 1, 1, time));
            if (output.UnflushedBytes > FlushBytes)
                await output.FlushAsync(cancellation);
        }

        Write(output, "]}\n");
        await output.FlushAsync(cancellation);
        Interlocked.Add(ref _listed, Math.Max(0, end - start));
    }

    private async Task WatchAsync(HttpContext context, CancellationToken cancellation)
    {
        var output = context.Response.BodyWriter;
        await context.Response.StartAsync(cancellation);
        await output.FlushAsync(cancellation);
        var next = StartOf(context.Request);
        var pace = new FloodPace(_options.Rate, _options.Time);
        while (!cancellation.IsCancellationRequested)
        {
            var burst = (int)Math.Min(pace.Allowed(), 512);
            if (_options.Watched is { } most)
                burst = (int)Math.Min(burst, most - (next - _options.Listed));
            if (burst <= 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), _options.Time, cancellation);
                continue;
            }

            WriteLines(output, next, burst);
            next += burst;
            pace.Took(burst);
            await output.FlushAsync(cancellation);
            Interlocked.Add(ref _watched, burst);
        }
    }

    private void WriteLines(PipeWriter output, long next, int burst)
    {
        var time = TimeBytes(TimeSpan.Zero);
        var each = _options.Repeats + 1;
        for (var i = next; i < next + burst; i++)
        {
            var place = i - _options.Listed;
            var id = _options.Listed + (place / each);
            _templates[id % _templates.Length].WriteLine(output, new FloodEvent(id, FirstVersion + i + 1, (int)(place % each) + 1, time));
        }
    }

    /// <summary>The number of the first event after the version that the client has.</summary>
    private long StartOf(HttpRequest request) =>
        long.TryParse(request.Query["resourceVersion"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > FirstVersion
            ? version - FirstVersion
            : _options.Listed;

    private byte[] TimeBytes(TimeSpan ago) => Encoding.ASCII.GetBytes(ObjectBody.Time(_options.Time.GetUtcNow() - ago));

    private static void Write(PipeWriter output, string text) => Encoding.UTF8.GetBytes(text, output);
}
