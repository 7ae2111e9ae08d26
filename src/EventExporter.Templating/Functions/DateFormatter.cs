using System.Globalization;
using System.Text;

namespace EventExporter.Templating.Functions;

/// <summary>Dates by Scriban's patterns, which are a part of Ruby's strftime.</summary>
public static class DateFormatter
{
    /// <summary>Everything is in the invariant culture (English names), also with <c>%g</c>, which only asks for that.</summary>
    public static string Format(DateTimeOffset date, string pattern)
    {
        if (pattern == "%g")
            pattern = DateFormats.Default;
        var text = new StringBuilder(pattern.Length * 2);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 >= pattern.Length)
                text.Append(pattern[i]);
            else
                Append(text, date, pattern[++i]);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, DateTimeOffset date, char code)
    {
        switch (code)
        {
            case '%':
                text.Append('%');
                break;
            case 'n':
                text.Append('\n');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'g':
                break;
            case 'c':
                text.Append(Format(date, "%a %b %e %T %Y"));
                break;
            case 'D' or 'x':
                text.Append(Format(date, code == 'D' ? "%m/%d/%y" : "%m/%d/%Y"));
                break;
            case 'F':
                text.Append(Format(date, "%Y-%m-%d"));
                break;
            case 'r':
                text.Append(Format(date, "%I:%M:%S %p"));
                break;
            case 'R':
                text.Append(Format(date, "%H:%M"));
                break;
            case 'T' or 'X':
                text.Append(Format(date, "%H:%M:%S"));
                break;
            case 'v':
                text.Append(Format(date, "%e-%b-%Y").ToUpperInvariant());
                break;
            default:
                if (Number(date, code) is { } number)
                    text.Append((char)('0' + (number / 10))).Append((char)('0' + (number % 10)));
                else
                    text.Append(Part(date, code) ?? "%" + code);
                break;
        }
    }

    /// <summary>The codes that give two digits.</summary>
    private static int? Number(DateTimeOffset date, char code) => code switch
    {
        'C' => date.Year / 100,
        'd' => date.Day,
        'H' => date.Hour,
        'I' => Twelve(date.Hour),
        'm' => date.Month,
        'M' => date.Minute,
        'S' => date.Second,
        'U' => (date.DayOfYear + 6 - (int)date.DayOfWeek) / 7,
        'V' => ISOWeek.GetWeekOfYear(date.DateTime),
        'W' => (date.DayOfYear + 6 - (((int)date.DayOfWeek + 6) % 7)) / 7,
        'y' => date.Year % 100,
        _ => null,
    };

    private static string? Part(DateTimeOffset date, char code) => code switch
    {
        'a' => Net(date, "ddd"),
        'A' => Net(date, "dddd"),
        'b' or 'h' => Net(date, "MMM"),
        'B' => Net(date, "MMMM"),
        'e' => Blank(date.Day),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'k' => Blank(date.Hour),
        'l' => Blank(Twelve(date.Hour)),
        'L' => Net(date, "fff"),
        'N' => Net(date, "fffffff") + "00",
        'p' => date.Hour < 12 ? "AM" : "PM",
        'P' => date.Hour < 12 ? "am" : "pm",
        's' => date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'Y' => date.Year.ToString("0000", CultureInfo.InvariantCulture),
        'Z' => Net(date, "zzz"),
        _ => null,
    };

    private static string Net(DateTimeOffset date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    private static string Blank(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(2);

    private static int Twelve(int hour) => hour % 12 == 0 ? 12 : hour % 12;
}
