namespace EventExporter.Pipeline.Delivery;

/// <summary>How many events a receiver may send: <paramref name="Permits"/> in each <paramref name="Period"/>, and <paramref name="Burst"/> at once.</summary>
internal sealed record RateLimit(double Permits, TimeSpan Period, int Burst = 1, OverflowPolicy Overflow = OverflowPolicy.Wait)
{
    public double PerSecond => Permits / Period.TotalSeconds;
}
