using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api;

/// <summary>
/// An event as YAML, as the cluster would show it and with what is known of its object: what <c>explain --event</c> and <c>render --event</c>
/// read.
/// </summary>
internal static partial class EventYaml
{
    private static readonly EventDocument Document = new(withAdditions: false);

    public static string Write(AnalyzedEvent analyzed)
    {
        using var buffer = new PooledBuffer();
        Document.Write(buffer, analyzed);
        using var document = JsonDocument.Parse(buffer.Written);
        var text = new StringBuilder("apiVersion: v1\nkind: Event\n");
        WriteMembers(text, document.RootElement, 0);
        return text.ToString();
    }

    private static void WriteMembers(StringBuilder text, JsonElement value, int depth)
    {
        foreach (var member in value.EnumerateObject())
        {
            text.Append(' ', depth * 2).Append(Scalar(member.Name)).Append(':');
            WriteValue(text, member.Value, depth + 1);
        }
    }

    private static void WriteValue(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                text.Append('\n');
                WriteMembers(text, value, depth);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                text.Append('\n');
                foreach (var item in value.EnumerateArray())
                    WriteItem(text, item, depth);
                break;
            default:
                text.Append(' ').Append(value.ValueKind == JsonValueKind.String ? Scalar(value.GetString()!) : value.GetRawText()).Append('\n');
                break;
        }
    }

    /// <summary>The first member of an object stands behind the dash, the others below it.</summary>
    private static void WriteItem(StringBuilder text, JsonElement item, int depth)
    {
        var at = text.Length;
        if (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Any())
            WriteMembers(text, item, depth);
        else
            WriteValue(text.Append(' ', (depth * 2) - 1), item, depth);
        text[at + (depth * 2) - 2] = '-';
    }

    /// <summary>Plain where nobody could take it for anything but a text; else in quotes, as YAML and JSON have them in common.</summary>
    private static string Scalar(string value)
    {
        if (Plain().IsMatch(value) && !Words().IsMatch(value))
            return value;
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                quoted.Append(c).Append(value[++i]);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (NeedsCode(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Control characters, and what is not seen or turns the direction of what follows.</summary>
    private static bool NeedsCode(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(true|false|yes|no|on|off|null|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
