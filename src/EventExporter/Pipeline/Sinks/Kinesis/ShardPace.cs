using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>
/// Leaves a shard alone for a while that says that it is asked too much, while the others go on. Which shard a key belongs to is learnt from
/// the answers: a shard has a range of the keys' hashes, so that what lies between two keys of it is its own too.
/// </summary>
internal sealed partial class ShardPace(TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shard> _shards = new(StringComparer.Ordinal);

    /// <summary>How long the key's shard is still to be left alone; null: it may be sent to, or is not known yet.</summary>
    public TimeSpan? LeftFor(string key)
    {
        lock (_gate)
        {
            var hash = HashOf(key);
            var now = time.GetUtcNow();
            foreach (var shard in _shards.Values)
            {
                if (shard.NotBefore > now && hash >= shard.Lowest && hash <= shard.Highest)
                    return shard.NotBefore - now;
            }

            return null;
        }
    }

    public void Accepted(string key, string shard)
    {
        lock (_gate)
        {
            var hash = HashOf(key);
            // Shards that are split or merged get new names; the old ones would keep what is theirs no more.
            foreach (var (name, known) in _shards)
            {
                if (name != shard && hash >= known.Lowest && hash <= known.Highest)
                    _shards.Remove(name);
            }

            var now = _shards.GetValueOrDefault(shard) ?? new Shard(hash, hash);
            _shards[shard] = now with { Lowest = hash < now.Lowest ? hash : now.Lowest, Highest = hash > now.Highest ? hash : now.Highest, Throttled = 0, NotBefore = default };
        }
    }

    /// <summary>A record was refused because its shard is asked too much.</summary>
    /// <param name="message">The service's words, which name the shard.</param>
    public void Throttled(string key, string message)
    {
        if (ShardName().Match(message) is not { Success: true } named)
            return;
        lock (_gate)
        {
            var hash = HashOf(key);
            var shard = _shards.GetValueOrDefault(named.Value) ?? new Shard(hash, hash);
            // The records of one request are throttled together: that is one refusal.
            if (shard.NotBefore > time.GetUtcNow())
                return;
            var wait = FirstWait * Math.Pow(2, Math.Min(shard.Throttled, 10));
            wait = (wait < LongestWait ? wait : LongestWait) * (1 + (Random.Shared.NextDouble() / 4));
            _shards[named.Value] = shard with { Throttled = shard.Throttled + 1, NotBefore = time.GetUtcNow() + wait };
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "It is Kinesis that spreads keys over shards by their MD5.")]
    private static UInt128 HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(Encoding.UTF8.GetBytes(key), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    [GeneratedRegex("shardId-[0-9]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex ShardName();

    /// <param name="Lowest">The lowest hash that was seen to be of the shard.</param>
    private sealed record Shard(UInt128 Lowest, UInt128 Highest)
    {
        public int Throttled { get; init; }

        public DateTimeOffset NotBefore { get; init; }
    }
}
