namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>A count in one byte: exact up to 31, then to within 2 %, up to some two hundred thousand.</summary>
internal static class LogCount
{
    private const int Exact = 31;
    private const double Growth = 1.04;

    private static readonly double LogGrowth = Math.Log(Growth);

    public static byte Encode(long count) => count <= Exact
        ? (byte)Math.Max(0, count)
        : (byte)Math.Min(byte.MaxValue, Exact + (int)Math.Round(Math.Log(count / (double)Exact) / LogGrowth));

    public static double Decode(byte code) => code <= Exact ? code : Exact * Math.Pow(Growth, code - Exact);
}
