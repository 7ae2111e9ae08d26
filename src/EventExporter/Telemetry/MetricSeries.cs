using System.Globalization;
using System.Text;

namespace EventExporter.Telemetry;

/// <summary>The value of one series; of a histogram, its buckets. Safe to record to from many threads.</summary>
internal sealed class MetricSeries(double[] boundaries)
{
    private readonly long[] _buckets = boundaries.Length > 0 ? new long[boundaries.Length + 1] : [];
    private double _value; // The sum, for a histogram.

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double value)
    {
        var before = Volatile.Read(ref _value);
        while (true)
        {
            var seen = Interlocked.CompareExchange(ref _value, before + value, before);
            if (seen.Equals(before))
                return;
            before = seen;
        }
    }

    public void Observe(double value)
    {
        // A bucket counts what is less than or equal to its bound.
        var i = 0;
        while (i < boundaries.Length && value > boundaries[i])
            i++;
        Interlocked.Increment(ref _buckets[i]);
        Add(value);
    }

    public void WriteTo(StringBuilder text, string name, string labels)
    {
        if (_buckets.Length == 0)
        {
            WriteLine(text, name, "", labels, Volatile.Read(ref _value));
            return;
        }

        var count = 0L;
        var separator = labels.Length > 0 ? "," : "";
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += Interlocked.Read(ref _buckets[i]);
            var bound = i < boundaries.Length ? Number(boundaries[i]) : "+Inf";
            WriteLine(text, name, "_bucket", $"{labels}{separator}le=\"{bound}\"", count);
        }

        WriteLine(text, name, "_sum", labels, Volatile.Read(ref _value));
        WriteLine(text, name, "_count", labels, count);
    }

    private static void WriteLine(StringBuilder text, string name, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
