using System.Globalization;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>.NET format strings, in the invariant culture.</summary>
internal static class Formats
{
    private const int MostDigits = 200;

    public static string Apply(RenderContext context, object? value, string format)
    {
        if (value is not IFormattable formattable)
            return context.Text(value);
        // N999999999 would make a text of a billion digits.
        if (format.Length > 1 && char.IsAsciiLetter(format[0]) && int.TryParse(format.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            && digits > MostDigits)
            throw context.Error($"the format `{format}` asks for more than {MostDigits} digits");
        context.CheckLength(format.Length);
        return TextWork.Result(context, formattable.ToString(format, CultureInfo.InvariantCulture));
    }
}
