namespace EventExporter.Cli.Asking;

/// <summary>Numbers as a line of blocks, the highest as a full one.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    public static string Of(IReadOnlyList<long> values)
    {
        var highest = values.DefaultIfEmpty().Max();
        return string.Concat(values.Select(value => value <= 0 || highest == 0 ? ' ' : Blocks[(int)Math.Min(Blocks.Length - 1, value * Blocks.Length / (highest + 1))]));
    }
}
