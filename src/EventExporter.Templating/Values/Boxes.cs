using System.Numerics;

namespace EventExporter.Templating.Values;

/// <summary>Boxed values that are used over and over, so that conditions and loop counters allocate nothing.</summary>
public static class Boxes
{
    public static readonly object True = true;
    public static readonly object False = false;

    private const int Smallest = -16;
    private const int Count = 512;
    private static readonly object[] Small = [.. Enumerable.Range(Smallest, Count).Select(i => (object)i)];

    public static object Bool(bool value) => value ? True : False;

    public static object Int(int value) =>
        value is >= Smallest and < Smallest + Count ? Small[value - Smallest] : value;

    /// <summary>The narrowest of int and long.</summary>
    public static object Integer(long value) => value is >= int.MinValue and <= int.MaxValue ? Int((int)value) : value;

    /// <summary>The narrowest of int, long and big integer.</summary>
    public static object Integer(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? Integer((long)value) : value;
}
