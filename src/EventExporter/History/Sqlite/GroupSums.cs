namespace EventExporter.History.Sqlite;

/// <summary>Groups while they are summed up. Bounded: beyond that, groups and objects that come later are left out, and the answer says so.</summary>
internal sealed class GroupSums(Ask ask)
{
    private const int MostGroups = 200_000;
    private const int MostObjects = 5_000_000;

    private readonly Dictionary<(long Bucket, string Key), Sum> _sums = [];
    private int _objects;

    public void Add(long bucket, string[] values, long count, long events, long? sameObject)
    {
        // Lengths, for a value may hold any sign.
        var key = string.Join('|', values.Select(static value => $"{value.Length}:{value}"));
        if (!_sums.TryGetValue((bucket, key), out var sum))
        {
            if (_sums.Count == MostGroups)
            {
                ask.Stop($"there are more than {MostGroups} groups");
                return;
            }

            _sums[(bucket, key)] = sum = new Sum(values);
        }

        sum.Count += count;
        sum.Events += events;
        if (sameObject is not { } one)
            return;
        if (_objects == MostObjects)
            ask.Stop($"there are more than {MostObjects} objects");
        else if ((sum.Objects ??= []).Add(one))
            _objects++;
    }

    /// <param name="from">The range in milliseconds since 1970, for rates without buckets.</param>
    public AggregateAnswer Answer(AggregateRequest request, long from, long to)
    {
        var minutes = Math.Max((request.Bucket?.TotalMilliseconds ?? to - from) / Rollups.Minute, 1.0 / 60);
        var groups = _sums.GroupBy(static entry => entry.Key.Key, StringComparer.Ordinal).Select(group => (Rank: Rank(request.Order, group), Entries: group.ToList())).ToList();
        var kept = (request.Descending ? groups.OrderByDescending(static g => g.Rank) : groups.OrderBy(static g => g.Rank))
            .ThenBy(static g => g.Entries[0].Key.Key, StringComparer.Ordinal).Take(request.Limit).ToList();
        var rows = kept.SelectMany((group, rank) => group.Entries.Select(entry => (rank, entry.Key.Bucket, entry.Value))).OrderBy(static row => row.Bucket).ThenBy(static row => row.rank);
        return new AggregateAnswer(
            [.. rows.Select(row => Group(row.Value, request.Bucket is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Bucket), minutes))],
            request.Bucket,
            DateTimeOffset.FromUnixTimeMilliseconds(from),
            DateTimeOffset.FromUnixTimeMilliseconds(to),
            groups.Count - kept.Count,
            ask.Partial);
    }

    private static AggregateGroup Group(Sum sum, DateTimeOffset? time, double minutes) =>
        new(time, sum.Values, sum.Count, sum.Events, sum.Objects?.Count ?? 0, Math.Round(sum.Count / minutes, 4));

    private static long Rank(AggregateMetric order, IEnumerable<KeyValuePair<(long, string), Sum>> group) => order switch
    {
        AggregateMetric.Events => group.Sum(static entry => entry.Value.Events),
        AggregateMetric.Objects => group.Sum(static entry => (long)(entry.Value.Objects?.Count ?? 0)),
        _ => group.Sum(static entry => entry.Value.Count),
    };

    private sealed class Sum(string[] values)
    {
        public string[] Values { get; } = values;

        public long Count { get; set; }

        public long Events { get; set; }

        public HashSet<long>? Objects { get; set; }
    }
}
