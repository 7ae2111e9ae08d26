using System.Globalization;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary><c>printf</c> with the verbs of Go's fmt.</summary>
internal sealed class GoFormat(RenderContext context, string format, object?[] arguments)
{
    private readonly StringBuilder _text = new();
    private int _at;
    private int _next;
    private bool _reordered;

    public string Run()
    {
        while (_at < format.Length)
        {
            var percent = format.IndexOf('%', _at);
            _text.Append(format, _at, (percent < 0 ? format.Length : percent) - _at);
            if (percent < 0)
                break;
            _at = percent + 1;
            ReadVerb();
            context.CheckLength(_text.Length);
        }
        if (!_reordered && _next < arguments.Length)
            AppendExtra();
        return _text.ToString();
    }

    private void ReadVerb()
    {
        var spec = new FormatSpec();
        while (_at < format.Length && spec.TakeFlag(format[_at]))
            _at++;
        ReadPosition();
        if (ReadSize(out var width))
            spec.SetWidth(width);
        if (_at < format.Length && format[_at] == '.')
        {
            _at++;
            ReadPosition();
            spec.Precision = ReadSize(out var precision) ? Math.Max(-1, precision) : 0;
        }
        ReadPosition();
        if (_at >= format.Length)
        {
            _text.Append("%!(NOVERB)");
            return;
        }
        var verb = Rune.GetRuneAt(format, _at);
        _at += verb.Utf16SequenceLength;
        if (verb.Value == '%')
            _text.Append('%');
        else if (_next >= arguments.Length)
            _text.Append("%!").Append(verb.ToString()).Append("(MISSING)");
        else
            Append(spec, verb, arguments[_next++]);
    }

    /// <summary><c>%[2]d</c> takes the second argument.</summary>
    private void ReadPosition()
    {
        if (_at >= format.Length || format[_at] != '[')
            return;
        var end = format.IndexOf(']', _at);
        if (end < 0 || !int.TryParse(format.AsSpan(_at + 1, end - _at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return;
        _at = end + 1;
        _next = position is > 0 ? position - 1 : int.MaxValue - 1;
        _reordered = true;
    }

    private bool ReadSize(out int size)
    {
        size = 0;
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            size = _next < arguments.Length && Numbers.IsWhole(arguments[_next]) ? Numbers.ToInt(arguments[_next]) ?? 0 : 0;
            _next++;
            context.CheckLength(Math.Abs((long)size));
            return true;
        }
        var start = _at;
        while (_at < format.Length && char.IsAsciiDigit(format[_at]))
            size = Math.Min(1_000_000_000, (size * 10) + (format[_at++] - '0'));
        context.CheckLength(size);
        return _at > start;
    }

    private void Append(FormatSpec spec, Rune verb, object? value)
    {
        var text = verb.IsAscii ? FormatValue(spec, (char)verb.Value, value, 0) : null;
        _text.Append(text ?? Wrong(verb, value));
    }

    private string? FormatValue(FormatSpec spec, char verb, object? value, int depth)
    {
        if (verb == 'T')
            return spec.Pad(GoKinds.TypeOf(value));
        if (verb == 'v' && !spec.Sharp)
            return FormatPlain(spec, value);
        if (value is not null && depth < context.Limits.MaxValueDepth && IsCompound(value))
            return FormatCompound(spec, verb, value, depth);
        return FormatScalar.Format(context, spec, verb, value);
    }

    /// <summary><c>%v</c>. Width and precision hold for every item of a list.</summary>
    private string FormatPlain(FormatSpec spec, object? value) => value switch
    {
        double or float => FormatScalar.Format(context, spec, 'g', value)!,
        int or long => FormatScalar.Format(context, spec, 'd', value)!,
        string text => FormatScalar.Format(context, spec, 's', text)!,
        _ => spec.Pad(new GoPrinter(context.Limits, spec.Plus).Print(value)),
    };

    private static bool IsCompound(object value) => value is not string && (GoKinds.IsMap(value) || (!GoKinds.IsStruct(value) && Host.IsList(value)));

    private string FormatCompound(FormatSpec spec, char verb, object value, int depth)
    {
        var isMap = GoKinds.IsMap(value);
        var parts = isMap
            ? GoKinds.Keys(value).Select(k => One(spec, verb, k, depth) + ":" + One(spec, verb, Host.TryGetMember(value, k, out var member) ? member : null, depth))
            : Host.ToList(value)!.Select(item => One(spec, verb, Host.Normalize(item), depth));
        if (verb == 'v')
            return (isMap ? "map[string]interface {}{" : "[]interface {}{") + string.Join(", ", parts) + "}";
        return (isMap ? "map[" : "[") + string.Join(' ', parts) + "]";
    }

    private string One(FormatSpec spec, char verb, object? value, int depth)
    {
        context.Step(context.CallSpan);
        return FormatValue(spec, verb, value, depth + 1) ?? Wrong(new Rune(verb), value);
    }

    private string Wrong(Rune verb, object? value) => value is null
        ? $"%!{verb}(<nil>)"
        : $"%!{verb}({GoKinds.TypeOf(value)}={context.Text(value)})";

    private void AppendExtra()
    {
        var extra = arguments.Skip(_next).Select(a => a is null ? "<nil>" : $"{GoKinds.TypeOf(a)}={context.Text(a)}");
        _text.Append("%!(EXTRA ").Append(string.Join(", ", extra)).Append(')');
    }
}
