using System.Collections;
using System.Globalization;
using System.Text;

namespace EventExporter.Tests.Pipeline.Journal.Support;

/// <summary>
/// Everything an object says, as text, by its public properties: records with dictionaries have no useful equality, and a property that
/// somebody adds to an event is compared without being listed here.
/// </summary>
internal static class Dump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').AppendJoin(' ', s.Select(c => ((int)c).ToString("x", CultureInfo.InvariantCulture))).Append('"');
                break;
            case DateTimeOffset time:
                text.Append(time.ToString("o", CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                    Append(text.Append(' '), item);
                text.Append(']');
                break;
            case IFormattable simple:
                text.Append(simple.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                text.Append(flag);
                break;
            default:
                Members(text, value);
                break;
        }
    }

    private static void Members(StringBuilder text, object value)
    {
        text.Append('{');
        foreach (var property in value.GetType().GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal))
            Append(text.Append(' ').Append(property.Name).Append('='), property.GetValue(value));
        text.Append('}');
    }
}
