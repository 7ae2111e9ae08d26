using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Values;

/// <summary>
/// The order of values for sorting: null, booleans, numbers by value, texts, dates, timespans, everything else as it stands.
/// Texts are ordered like words in an index, a and A together, whatever the machine's culture is.
/// </summary>
public sealed class ValueOrder(RenderContext context) : IComparer<object?>
{
    public static int CompareTexts(string left, string right)
    {
        var order = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        // Lower case first where only the case differs, as cultures do.
        return order != 0 ? order : string.CompareOrdinal(right, left);
    }

    public int Compare(object? x, object? y)
    {
        context.Step(context.CallSpan);
        var (left, right) = (Rank(x), Rank(y));
        return left != right ? left.CompareTo(right) : left switch
        {
            1 => ((bool)x!).CompareTo((bool)y!),
            2 => CompareNumbers(x!, y!),
            3 => CompareTexts((string)x!, (string)y!),
            4 => ((DateTimeOffset)x!).CompareTo((DateTimeOffset)y!),
            5 => ((TimeSpan)x!).CompareTo((TimeSpan)y!),
            _ => 0,
        };
    }

    private static int Rank(object? value) => value switch
    {
        null => 0,
        bool => 1,
        string => 3,
        DateTimeOffset => 4,
        TimeSpan => 5,
        _ when Host.IsNumber(value) => 2,
        _ => 6,
    };

    private static int CompareNumbers(object left, object right) =>
        Numbers.IsWhole(left) && Numbers.IsWhole(right)
            ? Numbers.ToBigInteger(left)!.Value.CompareTo(Numbers.ToBigInteger(right)!.Value)
            : Numbers.ToDouble(left)!.Value.CompareTo(Numbers.ToDouble(right)!.Value);
}
