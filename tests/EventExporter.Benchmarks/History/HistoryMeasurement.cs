using System.Globalization;

namespace EventExporter.Benchmarks.History;

internal sealed record HistoryMeasurement
{
    public int Events { get; init; } = 10_000_000;

    /// <summary>Events a second that come in while questions are asked.</summary>
    public int Rate { get; init; } = 10_000;

    /// <summary>How often each question is asked.</summary>
    public int Rounds { get; init; } = 15;

    /// <summary>A folder to leave the file in, or with one from a run before; null: a temporary one.</summary>
    public string? Folder { get; init; }

    /// <summary>Null if something in it is not understood.</summary>
    public static HistoryMeasurement? Parse(string[] args)
    {
        var options = new HistoryMeasurement();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--events" when isNumber:
                    options = options with { Events = number };
                    break;
                case "--rate" when isNumber:
                    options = options with { Rate = number };
                    break;
                case "--rounds" when isNumber:
                    options = options with { Rounds = number };
                    break;
                case "--folder":
                    options = options with { Folder = Path.GetFullPath(args[i + 1]) };
                    break;
                default:
                    return null;
            }
        }

        return args.Length % 2 == 0 ? options : null;
    }
}
