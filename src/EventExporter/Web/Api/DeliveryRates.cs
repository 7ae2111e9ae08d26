using EventExporter.Pipeline.Delivery;

namespace EventExporter.Web.Api;

/// <summary>
/// How many events a second each receiver takes, over about the last minute as far as somebody asked meanwhile; from the first question on
/// else. Nothing runs while nobody asks.
/// </summary>
internal sealed class DeliveryRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<(long At, long Delivered)>> _looks = new(StringComparer.Ordinal);

    public double Of(ReceiverStatus status)
    {
        lock (_gate)
        {
            if (!_looks.TryGetValue(status.Name, out var looks))
                _looks[status.Name] = looks = new LinkedList<(long, long)>();
            if (looks.Last is not { } last || time.GetElapsedTime(last.Value.At) >= Step)
                looks.AddLast((time.GetTimestamp(), status.Delivered));
            while (looks.First!.Next is { } second && time.GetElapsedTime(second.Value.At) >= Window)
                looks.RemoveFirst();
            var (at, delivered) = looks.First.Value;
            var elapsed = time.GetElapsedTime(at).TotalSeconds;
            return elapsed > 0 ? (status.Delivered - delivered) / elapsed : 0;
        }
    }
}
