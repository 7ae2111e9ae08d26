using System.Net;
using System.Net.Sockets;

namespace EventExporter.Web.Access;

/// <summary>
/// Slows down whoever tries out passwords: after <see cref="Allowed"/> failures within <see cref="Window"/> an address is not answered
/// any more until the window is over, right or wrong. Whoever has logged in from there before is let through all the same: behind
/// one proxy, one who guesses cannot lock out the others.
/// </summary>
internal sealed class FailedLogins(TimeProvider time)
{
    public const int Allowed = 10;
    private const int Remembered = 10_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Record> _records = [];

    /// <summary>How long to wait before the next try; zero: go on.</summary>
    public TimeSpan WaitOf(IPAddress address)
    {
        lock (_gate)
            return _records.TryGetValue(Key(address), out var record) && record.Failures >= Allowed ? Left(record) : TimeSpan.Zero;
    }

    /// <summary>Whether this caller was let in from this address before.</summary>
    public bool IsKnown(IPAddress address, Caller caller)
    {
        lock (_gate)
            return _records.TryGetValue(Key(address), out var record) && record.Known.Contains(caller.Name);
    }

    public void Failed(IPAddress address)
    {
        lock (_gate)
        {
            var record = RecordOf(Key(address));
            if (Left(record) == TimeSpan.Zero)
                (record.Since, record.Failures) = (time.GetTimestamp(), 0);
            record.Failures++;
        }
    }

    public void Succeeded(IPAddress address, Caller caller)
    {
        lock (_gate)
            RecordOf(Key(address)).Known.Add(caller.Name);
    }

    private TimeSpan Left(Record record)
    {
        var left = Window - time.GetElapsedTime(record.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Record RecordOf(IPAddress key)
    {
        if (_records.TryGetValue(key, out var record))
            return record;
        if (_records.Count >= Remembered)
            Forget();
        return _records[key] = new Record { Since = time.GetTimestamp() };
    }

    /// <summary>Those that tell least go first: windows that are over; if an attacker fills the table faster, all.</summary>
    private void Forget()
    {
        foreach (var key in _records.Where(r => Left(r.Value) == TimeSpan.Zero).Select(static r => r.Key).ToList())
            _records.Remove(key);
        if (_records.Count >= Remembered)
            _records.Clear();
    }

    /// <summary>Of IPv6 the network: who has one address there has 2^64.</summary>
    private static IPAddress Key(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Record
    {
        public long Since { get; set; }

        public int Failures { get; set; }

        public HashSet<string> Known { get; } = new(StringComparer.Ordinal);
    }
}
