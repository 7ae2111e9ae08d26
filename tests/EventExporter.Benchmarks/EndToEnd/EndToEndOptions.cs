using System.Globalization;

namespace EventExporter.Benchmarks.EndToEnd;

internal sealed record EndToEndOptions
{
    public string? Exporter { get; init; }

    public int? Events { get; init; }

    public int? Seconds { get; init; }

    public int? Rate { get; init; }

    public int Objects { get; init; } = 512;

    public bool Keep { get; init; }

    /// <summary>Null if something in it is not understood.</summary>
    public static EndToEndOptions? Parse(string[] args)
    {
        var options = new EndToEndOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--keep")
                options = options with { Keep = true };
            else if (++i == args.Length || With(options, args[i - 1], args[i]) is not { } next)
                return null;
            else
                options = next;
        }

        return options;
    }

    private static EndToEndOptions? With(EndToEndOptions options, string name, string value)
    {
        if (name == "--exporter")
            return options with { Exporter = Path.GetFullPath(value) };
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return name switch
        {
            "--events" => options with { Events = number },
            "--seconds" => options with { Seconds = number },
            "--rate" => options with { Rate = number },
            "--objects" => options with { Objects = number },
            _ => null,
        };
    }
}
