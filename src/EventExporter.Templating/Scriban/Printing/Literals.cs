using System.Globalization;
using System.Numerics;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban.Printing;

/// <summary>Values as literals that read back as the same value of the same type.</summary>
internal static class Literals
{
    public static string Print(object? value, bool isVerbatim) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string text when isVerbatim => "`" + text.Replace("`", "``", StringComparison.Ordinal) + "`",
        string text => "\"" + ValueText.Escape(text) + "\"",
        int n => n >= 0 ? n.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"0x{n:x8}"),
        long n => n >= 0 ? n.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"0x{n:x16}"),
        uint n => string.Create(CultureInfo.InvariantCulture, $"0x{n:x}u"),
        double n => n.ToString("R", CultureInfo.InvariantCulture) + "d",
        float n => n.ToString("R", CultureInfo.InvariantCulture) + "f",
        decimal n => n.ToString(CultureInfo.InvariantCulture) + "m",
        BigInteger n => n.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value.GetType().Name} has no literal."),
    };
}
