using System.Globalization;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary>Values as Go's <c>%v</c> prints them: <c>[a b]</c>, <c>map[a:1 b:2]</c>, <c>&lt;nil&gt;</c>, <c>2026-11-20 13:45:26 +0000 UTC</c>.</summary>
/// <param name="withNames"><c>%+v</c>: objects with the names of their fields.</param>
internal sealed class GoPrinter(TemplateLimits limits, bool withNames = false)
{
    private readonly StringBuilder _text = new();

    /// <exception cref="InvalidOperationException">The value is nested deeper, or the text longer, than the limits.</exception>
    public string Print(object? value)
    {
        if (Scalar(value) is { } scalar)
            return scalar;
        Append(value, 0);
        return _text.ToString();
    }

    private static string? Scalar(object? value) => value switch
    {
        null => "<nil>",
        string text => text,
        bool b => b ? "true" : "false",
        int or long or uint or BigInteger => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double n => GoFloat.Format(n, 'g', -1),
        float n => GoFloat.Format(n, 'g', -1),
        decimal n => GoFloat.Format((double)n, 'g', -1),
        DateTimeOffset time => GoTime.Print(time),
        TimeSpan span => GoDuration.Print(span),
        ITextTemplateObject named => named.Text,
        TemplateFunction => "<function>",
        SemanticVersion version => version.ToString(),
        _ => null,
    };

    private void Append(object? value, int depth)
    {
        if (depth > limits.MaxValueDepth)
            throw new InvalidOperationException($"the value is nested more than {limits.MaxValueDepth} deep, or contains itself");
        if (_text.Length > limits.MaxStringLength)
            throw new InvalidOperationException($"the text is longer than {limits.MaxStringLength} characters");
        if (Scalar(value) is { } scalar)
            _text.Append(scalar);
        else if (GoKinds.IsMap(value))
            AppendMap(value!, depth);
        else if (value is ITemplateObject o)
            AppendStruct(o, depth);
        else if (Host.ToList(value) is { } list)
            AppendList(list, depth);
        else
            _text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private void AppendMap(object map, int depth)
    {
        _text.Append("map[");
        var isFirst = true;
        foreach (var key in GoKinds.Keys(map))
        {
            Host.TryGetMember(map, key, out var value);
            _text.Append(isFirst ? "" : " ").Append(key).Append(':');
            Append(value, depth + 1);
            isFirst = false;
        }
        _text.Append(']');
    }

    private void AppendStruct(ITemplateObject value, int depth)
    {
        _text.Append('{');
        var isFirst = true;
        foreach (var name in value.MemberNames)
        {
            Host.TryGetMember(value, name, out var member);
            _text.Append(isFirst ? "" : " ");
            if (withNames)
                _text.Append(name).Append(':');
            Append(member, depth + 1);
            isFirst = false;
        }
        _text.Append('}');
    }

    private void AppendList(IReadOnlyList<object?> list, int depth)
    {
        _text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                _text.Append(' ');
            Append(Host.Normalize(list[i]), depth + 1);
        }
        _text.Append(']');
    }
}
