using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// Something that goes wrong now and then: a share of the requests is refused, told to come later, cut off or left without an answer. None of
/// those is worked off. Which ones they are follows from the seed.
/// </summary>
internal sealed class Trouble(int seed, double share)
{
    private static readonly string[] Kinds = ["503", "429", "500", "reset", "hang"];

    private readonly Lock _gate = new();
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
                context.Response.StatusCode = int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture);
                if (kind == "429")
                    context.Response.Headers.RetryAfter = "1";
                await context.Response.WriteAsync("not now");
                break;
        }

        return true;
    }

    private string? Next()
    {
        lock (_gate)
        {
            if (_random.NextDouble() >= share)
                return null;
            var kind = Kinds[_random.Next(Kinds.Length)];
            _injected[kind] = _injected.GetValueOrDefault(kind) + 1;
            return kind;
        }
    }
}
