using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary>
/// Values as Go's encoding/json writes them: maps by sorted keys, objects of the host in their own order, <c>&lt; &gt; &amp;</c> as
/// <c>\u003c \u003e \u0026</c> unless asked for raw.
/// </summary>
internal sealed class GoJson(TemplateLimits limits, bool escapesHtml)
{
    private readonly StringBuilder _text = new();
    private string? _indent;

    /// <param name="indent">Blanks for each level; null for one line.</param>
    /// <exception cref="InvalidOperationException">The value is nested deeper, or the text longer, than the limits; or it has no JSON.</exception>
    public string Print(object? value, string? indent)
    {
        _indent = indent;
        Append(value, 0);
        return _text.ToString();
    }

    private void Append(object? value, int depth)
    {
        if (depth > limits.MaxValueDepth)
            throw new InvalidOperationException($"the value is nested more than {limits.MaxValueDepth} deep, or contains itself");
        if (_text.Length > limits.MaxStringLength)
            throw new InvalidOperationException($"the JSON is longer than {limits.MaxStringLength} characters");
        value = Host.Normalize(value);
        switch (value)
        {
            case null or TemplateFunction:
                _text.Append("null");
                break;
            case string text:
                AppendText(text);
                break;
            case bool b:
                _text.Append(b ? "true" : "false");
                break;
            case int or long or uint or BigInteger:
                _text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                _text.Append(Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case DateTimeOffset time:
                AppendText(GoTime.IsZero(time) ? null : GoTime.Format(time, "2006-01-02T15:04:05.999999999Z07:00"));
                break;
            case TimeSpan span:
                _text.Append(unchecked(span.Ticks * 100));
                break;
            case SemanticVersion version:
                AppendText(version.ToString());
                break;
            default:
                AppendCompound(value, depth);
                break;
        }
    }

    private void AppendCompound(object value, int depth)
    {
        if (value is IJsonTemplateObject own && Document(own) is { } document)
            AppendElement(document, depth);
        else if (GoKinds.IsMap(value))
            AppendObject(GoKinds.Keys(value).Select(k => (k, Host.TryGetMember(value, k, out var member) ? member : null)), depth);
        else if (value is ITemplateObject o)
            AppendObject(o.MemberNames.Select(n => (JsonName(n), o.TryGetMember(n, out var member) ? member : null)).Where(m => !IsLeftOut(m.Item2)), depth);
        else if (Host.ToList(value) is { } list)
            AppendList(list, depth);
        else
            AppendText(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private static JsonElement? Document(IJsonTemplateObject value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (!value.TryWriteJson(json))
                return null;
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Kubernetes' types leave out texts, lists and maps that are empty, but neither false nor 0.</summary>
    private static bool IsLeftOut(object? value) => value is null or "" || (value is not (bool or int or long or double) && GoKinds.Length(value) == 0);

    /// <summary>A document keeps the order of its members.</summary>
    private void AppendElement(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(element.EnumerateObject().Select(p => (p.Name, (object?)p.Value)), depth);
                break;
            case JsonValueKind.Array:
                AppendList([.. element.EnumerateArray().Select(e => (object?)e)], depth);
                break;
            case JsonValueKind.Number:
                _text.Append(element.GetRawText());
                break;
            default:
                Append(element, depth);
                break;
        }
    }

    private void AppendObject(IEnumerable<(string Name, object? Value)> members, int depth)
    {
        _text.Append('{');
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            Separate(isFirst, depth + 1);
            isFirst = false;
            AppendText(name);
            _text.Append(_indent is null ? ":" : ": ");
            AppendMember(value, depth + 1);
        }
        Close('}', isFirst, depth);
    }

    private void AppendList(IReadOnlyList<object?> list, int depth)
    {
        _text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            Separate(i == 0, depth + 1);
            AppendMember(list[i], depth + 1);
        }
        Close(']', list.Count == 0, depth);
    }

    private void AppendMember(object? value, int depth)
    {
        if (value is JsonElement element)
            AppendElement(element, depth);
        else
            Append(value, depth);
    }

    private void Separate(bool isFirst, int depth)
    {
        if (!isFirst)
            _text.Append(',');
        NewLine(depth);
    }

    private void Close(char mark, bool isEmpty, int depth)
    {
        if (!isEmpty)
            NewLine(depth);
        _text.Append(mark);
    }

    private void NewLine(int depth)
    {
        if (_indent is null)
            return;
        _text.Append('\n');
        for (var i = 0; i < depth; i++)
            _text.Append(_indent);
    }

    private void AppendText(string? text)
    {
        if (text is null)
        {
            _text.Append("null");
            return;
        }
        _text.Append('"');
        foreach (var rune in text.EnumerateRunes())
            AppendRune(rune);
        _text.Append('"');
    }

    private void AppendRune(Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\':
                _text.Append('\\').Append((char)rune.Value);
                break;
            case '\n':
                _text.Append("\\n");
                break;
            case '\r':
                _text.Append("\\r");
                break;
            case '\t':
                _text.Append("\\t");
                break;
            case < ' ' or 0x2028 or 0x2029:
            case '<' or '>' or '&' when escapesHtml:
                _text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                break;
            default:
                _text.Append(rune.ToString());
                break;
        }
    }

    /// <summary>Like JavaScript: an exponent below 1e-6 and from 1e21 on.</summary>
    private static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new InvalidOperationException("JSON has no infinities and no NaN");
        var size = Math.Abs(value);
        var text = GoFloat.Format(value, size != 0 && size is < 1e-6 or >= 1e21 ? 'e' : 'f', -1);
        return text.Replace("e-0", "e-", StringComparison.Ordinal);
    }

    /// <summary>The name that a Go field has in JSON where the object does not say: <c>APIVersion</c> is <c>apiVersion</c>, <c>UID</c> is <c>uid</c>.</summary>
    private static string JsonName(string name)
    {
        var upper = 0;
        while (upper < name.Length && char.IsUpper(name[upper]))
            upper++;
        var lower = upper > 1 && upper < name.Length ? upper - 1 : upper;
        return name[..lower].ToLowerInvariant() + name[lower..];
    }
}
