using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventExporter.Cli.Asking;

/// <summary>
/// CSV as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe in front; control characters other than
/// line breaks become spaces.
/// </summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\n\r");

    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    public static string Field(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        if (IsFormula(value))
            text.Append('\'');
        foreach (var c in value)
            text.Append(c == '"' ? "\"\"" : char.IsControl(c) && c != '\n' ? " " : c.ToString());
        return value.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text}\"" : text.ToString();
    }

    private static bool IsFormula(string value) =>
        value.TrimStart() is { Length: > 0 } start && start[0] is ('=' or '+' or '-' or '@') && !decimal.TryParse(value, CultureInfo.InvariantCulture, out _);
}
