using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace EventExporter.Tests.Pipeline.Journal.Support;

/// <summary>
/// Everything an object says, as text, by its public properties: records with dictionaries have no useful equality, and a property that
/// somebody adds to an event is compared without being listed here.
/// </summary>
internal static class Dump
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

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
                text.Append(CultureInfo.InvariantCulture, $"{s.Length}:").Append(s);
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
        foreach (var property in Properties.GetOrAdd(value.GetType(), t => t.GetProperties()))
            Append(text.Append(' ').Append(property.Name).Append('='), property.GetValue(value));
        text.Append('}');
    }
}
