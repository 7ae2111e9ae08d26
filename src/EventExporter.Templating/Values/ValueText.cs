using System.Globalization;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Values;

/// <summary>Values as text, the way Scriban prints them: <c>[1, "two", null]</c>, <c>{a: 1}</c>, <c>true</c>.</summary>
public sealed class ValueText(TemplateLimits limits, Func<DateTimeOffset, string> formatDate)
{
    /// <exception cref="InvalidOperationException">The value is nested deeper, or the text longer, than the limits.</exception>
    public string Print(object? value)
    {
        if (TryScalar(value) is { } scalar)
            return scalar;
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    /// <summary>Numbers, booleans, texts and null; null for everything else.</summary>
    public static string? TryScalar(object? value) => value switch
    {
        null or EmptyValue => "",
        string text => text,
        bool b => b ? "true" : "false",
        int n => n.ToString(CultureInfo.InvariantCulture),
        long n => n.ToString(CultureInfo.InvariantCulture),
        uint n => n.ToString(CultureInfo.InvariantCulture),
        double n => n.ToString(CultureInfo.InvariantCulture),
        float n => n.ToString(CultureInfo.InvariantCulture),
        decimal n => n.ToString(CultureInfo.InvariantCulture),
        BigInteger n => n.ToString(CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        ITextTemplateObject named => named.Text,
        TemplateFunction => "<function>",
        _ => null,
    };

    /// <summary>A text with the escapes that make it a literal again, without quotes.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("\"\\") < 0 && !text.Any(char.IsControl))
            return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            AppendEscaped(result, c);
        return result.ToString();
    }

    private static void AppendEscaped(StringBuilder result, char c)
    {
        switch (c)
        {
            case '"' or '\\':
                result.Append('\\').Append(c);
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                result.Append("\\r");
                break;
            case '\t':
                result.Append("\\t");
                break;
            case '\b':
                result.Append("\\b");
                break;
            case '\f':
                result.Append("\\f");
                break;
            case var _ when char.IsControl(c):
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
            default:
                result.Append(c);
                break;
        }
    }

    private void Append(StringBuilder text, object? value, int depth)
    {
        if (depth > limits.MaxValueDepth)
            throw new InvalidOperationException($"the value is nested more than {limits.MaxValueDepth} deep, or contains itself");
        if (text.Length > limits.MaxStringLength)
            throw new InvalidOperationException($"the text is longer than {limits.MaxStringLength} characters");
        if (depth > 0 && value is null)
            text.Append("null");
        else if (depth > 0 && value is string s)
            text.Append('"').Append(Escape(s)).Append('"');
        else if (TryScalar(value) is { } scalar)
            text.Append(scalar);
        else if (value is DateTimeOffset date)
            text.Append(formatDate(date));
        else if (Host.IsObject(value))
            AppendObject(text, value!, depth);
        else if (Host.ToList(value) is { } list)
            AppendList(text, list, depth);
        else
            text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private void AppendList(StringBuilder text, IReadOnlyList<object?> list, int depth)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, Host.Normalize(list[i]), depth + 1);
        }
        text.Append(']');
    }

    private void AppendObject(StringBuilder text, object value, int depth)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var name in Host.MemberNames(value))
        {
            Host.TryGetMember(value, name, out var member);
            text.Append(isFirst ? "" : ", ").Append(name).Append(": ");
            Append(text, member, depth + 1);
            isFirst = false;
        }
        text.Append('}');
    }
}
