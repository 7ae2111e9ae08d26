namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>The nodes of a cluster: requests take turns among those that work; one that failed is left alone for a while, longer each time.</summary>
internal sealed class HostPool(IReadOnlyList<Uri> hosts, TimeProvider time)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly DateTimeOffset[] _restsUntil = new DateTimeOffset[hosts.Count];
    private readonly int[] _failures = new int[hosts.Count];
    private int _turn;

    /// <summary>The hosts to try for one request, in order: those that work, then those that rest, the longest rested first.</summary>
    public IReadOnlyList<Uri> Candidates()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var turn = _turn++;
            return
            [
                .. Enumerable.Range(0, hosts.Count)
                    .OrderBy(i => _restsUntil[i] > now ? _restsUntil[i] : DateTimeOffset.MinValue)
                    .ThenBy(i => (uint)(i - turn) % (uint)hosts.Count)
                    .Select(i => hosts[i]),
            ];
        }
    }

    public void Works(Uri host)
    {
        lock (_gate)
        {
            var index = IndexOf(host);
            _failures[index] = 0;
            _restsUntil[index] = default;
        }
    }

    public void Failed(Uri host)
    {
        lock (_gate)
        {
            var index = IndexOf(host);
            var rest = ShortestRest * Math.Pow(2, Math.Min(_failures[index]++, 10));
            _restsUntil[index] = time.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
        }
    }

    private int IndexOf(Uri host)
    {
        for (var i = 0; i < hosts.Count; i++)
        {
            if (ReferenceEquals(hosts[i], host))
                return i;
        }

        throw new ArgumentException($"{host} is none of the hosts", nameof(host));
    }
}
