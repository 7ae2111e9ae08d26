using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions of texts. The text is the last argument, so that it can come through a pipe.</summary>
internal static class SprigStrings
{
    public static IEnumerable<BuiltinFunction> All()
    {
        var trimAll = F("trimAll", "characters text", "The text without these characters at its ends.", "{{ trimAll \"$\" \"$5.00$\" }}", "5.00",
            static (c, a) => Text(c, a[1]).Trim(Text(c, a[0]).ToCharArray()));
        return
        [
            F("hello", "", "A greeting, to try whether sprig is there.", "{{ hello }}", "Hello!", static (_, _) => "Hello!"),
            F("trim", "text", "The text without blanks and line ends at its ends.", "{{ trim \"  a \" }}", "a", static (c, a) => Text(c, a[0]).Trim()),
            trimAll,
            Alias("trimall", trimAll, static (c, a) => Text(c, a[1]).Trim(Text(c, a[0]).ToCharArray())),
            F("trimPrefix", "prefix text", "The text without this beginning.", "{{ trimPrefix \"-\" \"-a-\" }}", "a-",
                static (c, a) => Text(c, a[1]) is var t && t.StartsWith(Text(c, a[0]), StringComparison.Ordinal) ? t[Text(c, a[0]).Length..] : Text(c, a[1])),
            F("trimSuffix", "suffix text", "The text without this ending.", "{{ trimSuffix \"-\" \"-a-\" }}", "-a",
                static (c, a) => Text(c, a[1]) is var t && t.EndsWith(Text(c, a[0]), StringComparison.Ordinal) ? t[..^Text(c, a[0]).Length] : Text(c, a[1])),
            F("upper", "text", "The text in capitals.", "{{ upper \"pod\" }}", "POD", static (c, a) => Text(c, a[0]).ToUpperInvariant()),
            F("lower", "text", "The text in small letters.", "{{ lower \"POD\" }}", "pod", static (c, a) => Text(c, a[0]).ToLowerInvariant()),
            F("title", "text", "The text with every word capitalised.", "{{ title \"image pull\" }}", "Image Pull", static (c, a) => TextCase.Title(Text(c, a[0]))),
            F("untitle", "text", "The text with every word's first letter small.", "{{ untitle \"Image Pull\" }}", "image pull", static (c, a) => TextCase.Untitle(Text(c, a[0]))),
            F("swapcase", "text", "Capitals for small letters and the other way round.", "{{ swapcase \"aBc\" }}", "AbC", static (c, a) => TextCase.Swap(Text(c, a[0]))),
            F("snakecase", "text", "The words in small letters with underscores between them.", "{{ snakecase \"FailedMount\" }}", "failed_mount", static (c, a) => TextCase.Join(Text(c, a[0]), '_')),
            F("kebabcase", "text", "The words in small letters with hyphens between them.", "{{ kebabcase \"FailedMount\" }}", "failed-mount", static (c, a) => TextCase.Join(Text(c, a[0]), '-')),
            F("camelcase", "text", "The words capitalised and put together.", "{{ camelcase \"failed_mount\" }}", "FailedMount", static (c, a) => TextCase.Camel(Text(c, a[0]))),
            F("initials", "text", "The first letter of every word.", "{{ initials \"First Try\" }}", "FT", static (c, a) => TextCase.Initials(Text(c, a[0]))),
            F("nospace", "text", "The text without any blanks and line ends.", "{{ nospace \"a b\" }}", "ab", static (c, a) => string.Concat(Text(c, a[0]).Where(ch => !char.IsWhiteSpace(ch)))),
            F("repeat", "count text", "The text so many times.", "{{ repeat 3 \"ab\" }}", "ababab", static (c, a) => Repeat(c, Read.Int(c, a[0], "count"), Text(c, a[1]))),
            F("replace", "old new text", "The text with every occurrence replaced.", "{{ \"a b c\" | replace \" \" \"-\" }}", "a-b-c", static (c, a) => Replace(c, Text(c, a[0]), Text(c, a[1]), Text(c, a[2]))),
            F("contains", "part text", "Whether the text contains the part.", "{{ contains \"cat\" \"catch\" }}", "true", static (c, a) => Boxes.Bool(Text(c, a[1]).Contains(Text(c, a[0]), StringComparison.Ordinal))),
            F("hasPrefix", "prefix text", "Whether the text begins so.", "{{ hasPrefix \"cat\" \"catch\" }}", "true", static (c, a) => Boxes.Bool(Text(c, a[1]).StartsWith(Text(c, a[0]), StringComparison.Ordinal))),
            F("hasSuffix", "suffix text", "Whether the text ends so.", "{{ hasSuffix \"ch\" \"catch\" }}", "true", static (c, a) => Boxes.Bool(Text(c, a[1]).EndsWith(Text(c, a[0]), StringComparison.Ordinal))),
            F("trunc", "length text", "The first bytes of the text; the last ones when the length is negative.", "{{ trunc 5 \"hello world\" }} {{ trunc -5 \"hello world\" }}", "hello world", static (c, a) => ByteText.Truncate(Text(c, a[1]), Read.Int(c, a[0], "length"))),
            F("substr", "start end text", "The bytes of the text from start to before end; a negative end is the text's own.", "{{ substr 0 5 \"hello world\" }}", "hello", static (c, a) => ByteText.Substring(c, Read.Int(c, a[0], "start"), Read.Int(c, a[1], "end"), Text(c, a[2]))),
            F("abbrev", "width text", "The text shortened to a width with three dots at its end.", "{{ abbrev 5 \"hello world\" }}", "he...", static (c, a) => ByteText.Abbreviate(Text(c, a[1]), 0, Read.Int(c, a[0], "width"))),
            F("abbrevboth", "left width text", "The text shortened on both sides.", "{{ abbrevboth 5 10 \"1234 5678 9123\" }}", "...5678...", static (c, a) => AbbreviateBoth(c, a)),
            F("indent", "blanks text", "The text with every line indented.", "{{ indent 2 \"a\\nb\" }}", "  a\n  b", static (c, a) => Indent(c, Read.Int(c, a[0], "blanks"), Text(c, a[1]))),
            F("nindent", "blanks text", "A line end, and the text with every line indented.", "{{ nindent 2 \"a\\nb\" }}", "\n  a\n  b", static (c, a) => "\n" + Indent(c, Read.Int(c, a[0], "blanks"), Text(c, a[1]))),
            F("wrap", "width text", "The text in lines of at most this width; longer words stay whole.", "{{ wrap 5 \"aaa bbb ccc\" }}", "aaa\nbbb\nccc", static (c, a) => TextWrap.Wrap(c, Text(c, a[1]), Read.Int(c, a[0], "width"), "\n", false)),
            F("wrapWith", "width separator text", "The text in pieces of at most this width; longer words are cut.", "{{ wrapWith 5 \"|\" \"Hello World\" }}", "Hello|World", static (c, a) => TextWrap.Wrap(c, Text(c, a[2]), Read.Int(c, a[0], "width"), Text(c, a[1]), true)),
            F("plural", "one many count", "The first text for a count of 1, the second for all others.", "{{ 3 | plural \"pod\" \"pods\" }}", "pods", static (c, a) => Read.Int(c, a[2], "count") == 1 ? Text(c, a[0]) : Text(c, a[1])),
            F("quote", "values...", "The values in double quotes, with escapes; nothing for nil.", "{{ quote \"a\\\"b\" 1 }}", "\"a\\\"b\" \"1\"", static (c, a) => Join(c, " ", Each(c, a, v => GoQuote.Quote(c.Text(v))))),
            F("squote", "values...", "The values in single quotes, without escapes; nothing for nil.", "{{ squote \"a\" 1 }}", "'a' '1'", static (c, a) => Join(c, " ", Each(c, a, v => $"'{c.Text(v)}'"))),
            F("cat", "values...", "The values with blanks between them; nothing for nil.", "{{ cat \"a\" 1 true }}", "a 1 true", static (c, a) => Join(c, " ", Each(c, a, c.Text))),
            F("toString", "value", "The value as text.", "{{ toString 5 | quote }}", "\"5\"", static (c, a) => c.Text(a[0])),
            F("toStrings", "list", "The items as texts.", "{{ toStrings (list 1 true) }}", "[1 true]", static (c, a) => new TemplateList(Texts(c, a[0]))),
            F("join", "separator list", "The items as one text with the separator between them.", "{{ join \", \" (list \"a\" 1) }}", "a, 1", static (c, a) => Join(c, Text(c, a[0]), Texts(c, a[1]))),
            F("splitList", "separator text", "The parts of the text between the separators.", "{{ splitList \",\" \"a,b\" }}", "[a b]", static (c, a) => new TemplateList(Split(c, Text(c, a[0]), Text(c, a[1]), -1))),
            F("split", "separator text", "The parts between the separators, as a map with the keys _0, _1 and so on.", "{{ (split \"/\" \"kube-system/dns\")._1 }}", "dns", static (c, a) => Numbered(Split(c, Text(c, a[0]), Text(c, a[1]), -1))),
            F("splitn", "separator count text", "Like split, into at most so many parts.", "{{ (splitn \"/\" 2 \"a/b/c\")._1 }}", "b/c", static (c, a) => Numbered(Split(c, Text(c, a[0]), Text(c, a[2]), Read.Int(c, a[1], "count")))),
        ];
    }

    /// <summary>The items of a list as texts, without nil; a single value is a list of itself.</summary>
    public static List<string> Texts(RenderContext context, object? value)
    {
        if (value is null)
            return [];
        if (value is string || GoKinds.IsMap(value) || GoKinds.IsStruct(value) || Host.ToList(value) is not { } list)
            return [context.Text(value)];
        context.CheckCount(list.Count);
        return [.. list.Where(item => item is not null).Select(item => context.Text(Host.Normalize(item)))];
    }

    public static string Join(RenderContext context, string separator, IReadOnlyList<string> parts)
    {
        context.CheckLength(parts.Sum(p => (long)p.Length) + ((long)separator.Length * parts.Count));
        return string.Join(separator, parts);
    }

    private static string Text(RenderContext context, object? value) => Read.Text(context, value, "text");

    private static List<string> Each(RenderContext context, ReadOnlySpan<object?> values, Func<object?, string> text)
    {
        var result = new List<string>(values.Length);
        foreach (var value in values)
        {
            context.Step(context.CallSpan);
            if (value is not null)
                result.Add(text(value));
        }
        return result;
    }

    private static string Repeat(RenderContext context, int count, string text)
    {
        if (count < 0)
            throw context.Error($"a text cannot be repeated {count} times");
        context.CheckLength((long)count * text.Length);
        return new StringBuilder(count * text.Length).Insert(0, text, count).ToString();
    }

    /// <summary>As in Go, an empty text is found before every character and at the end.</summary>
    private static string Replace(RenderContext context, string old, string with, string text)
    {
        if (old.Length > 0)
            return TextWork.Replace(context, text, old, with);
        context.CheckLength(text.Length + ((text.Length + 1L) * with.Length));
        return with + string.Concat(text.EnumerateRunes().Select(r => r + with));
    }

    private static string AbbreviateBoth(RenderContext context, ReadOnlySpan<object?> a)
    {
        var (left, width, text) = (Read.Int(context, a[0], "left"), Read.Int(context, a[1], "width"), Text(context, a[2]));
        return width < 4 || (left > 0 && width < 7) ? text : ByteText.Abbreviate(text, left, width);
    }

    private static string Indent(RenderContext context, int blanks, string text)
    {
        if (blanks < 0)
            throw context.Error($"a text cannot be indented by {blanks} blanks");
        context.CheckLength(text.Length + ((long)blanks * (text.Count(c => c == '\n') + 1)));
        var pad = new string(' ', blanks);
        return pad + text.Replace("\n", "\n" + pad, StringComparison.Ordinal);
    }

    /// <summary>As in Go, an empty separator splits into characters; a count of 0 gives nothing, a negative one all.</summary>
    private static List<string> Split(RenderContext context, string separator, string text, int count)
    {
        if (count == 0)
            return [];
        context.CheckCount(separator.Length == 0 ? text.Length : text.Length / separator.Length);
        if (separator.Length > 0)
            return [.. count < 0 ? text.Split(separator) : text.Split(separator, count)];
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        return count < 0 || runes.Count <= count ? runes : [.. runes.Take(count - 1), string.Concat(runes.Skip(count - 1))];
    }

    private static Dictionary<string, string> Numbered(List<string> parts) =>
        parts.Select((part, i) => (part, i)).ToDictionary(p => "_" + p.i.ToString(System.Globalization.CultureInfo.InvariantCulture), p => p.part);
}
