using System.Buffers;
using System.Globalization;

namespace EventExporter.Configuration.Values;

/// <summary>
/// An amount of bytes. Written <c>1GiB</c>, <c>1Gi</c> (as in Kubernetes quantities), <c>500MB</c>, <c>500M</c> or a number of bytes:
/// an <c>i</c> makes it a power of 1024, else it is a power of 1000.
/// </summary>
internal readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Factor)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000),
    ];

    public static ByteSize FromMebibytes(long value) => new(value << 20);

    public static ByteSize FromGibibytes(long value) => new(value << 30);

    /// <param name="text">A number with an optional unit.</param>
    /// <param name="plainUnit">What a number without a unit counts.</param>
    public static bool TryParse(string text, ByteSize plainUnit, out ByteSize size)
    {
        size = default;
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? text : text[..digits];
        var unit = digits < 0 ? "" : text[digits..].Trim();
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        if (FactorOf(unit, plainUnit) is not { } factor || amount > long.MaxValue / factor)
            return false;
        size = new ByteSize((long)(amount * factor));
        return true;
    }

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    /// <summary>The shortest exact form: the largest unit that divides the amount.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        foreach (var (unit, factor) in Units)
        {
            if (bytes >= factor && bytes % factor == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{unit}");
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    private static long? FactorOf(string unit, ByteSize plainUnit)
    {
        if (unit.Length == 0)
            return plainUnit.Bytes;
        if (unit is "B")
            return 1;
        var full = unit.EndsWith('B') ? unit : unit + "B";
        foreach (var (name, factor) in Units)
        {
            if (string.Equals(name, full, StringComparison.OrdinalIgnoreCase))
                return factor;
        }

        return null;
    }
}
