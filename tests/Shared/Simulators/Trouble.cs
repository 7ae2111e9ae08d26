using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// Something that goes wrong now and then: a share of the requests is refused, told to come later, cut off or left without an answer. None of
/// those is worked off. Which ones they are follows from the seed. Whoever is told to come later and does not is counted.
/// </summary>
internal sealed class Trouble(int seed, double share)
{
    private static readonly string[] Kinds = ["503", "429", "500", "reset", "hang"];

    /// <summary>What a 429 asks to wait.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    /// <summary>Requests that were on their way when the 429 went out are no offence, on a busy machine neither a while later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _refusedAt;
    private bool _hasRefused;
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, int> _injected = new(StringComparer.Ordinal);

    /// <summary>How many there were, of each kind.</summary>
    public IReadOnlyDictionary<string, int> Injected
    {
        get
        {
            lock (_gate)
                return new SortedDictionary<string, int>(_injected, StringComparer.Ordinal);
        }
    }

    /// <summary>Requests that came although a 429 had asked to wait.</summary>
    public int TooEarly { get; private set; }

    /// <summary>True if the request has met with trouble and is over.</summary>
    public async Task<bool> StrikesAsync(HttpContext context)
    {
        if (Next() is not { } kind)
            return false;
        switch (kind)
        {
            case "reset":
                context.Abort();
                break;
            case "hang":
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = int.Parse(kind, CultureInfo.InvariantCulture);
                if (kind == "429")
                    context.Response.Headers.RetryAfter = Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await context.Response.WriteAsync("not now");
                break;
        }

        return true;
    }

    private string? Next()
    {
        lock (_gate)
        {
            if (_hasRefused && Stopwatch.GetElapsedTime(_refusedAt) is var since && since > Grace && since < Wait - TimeSpan.FromMilliseconds(50))
                TooEarly++;
            if (_random.NextDouble() >= share)
                return null;
            var kind = Kinds[_random.Next(Kinds.Length)];
            if (kind == "429")
                (_refusedAt, _hasRefused) = (Stopwatch.GetTimestamp(), true);
            _injected[kind] = _injected.GetValueOrDefault(kind) + 1;
            return kind;
        }
    }
}
