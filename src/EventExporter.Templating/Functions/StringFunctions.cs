using System.Globalization;
using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Functions.Arguments;
using static EventExporter.Templating.Functions.TextWork;

namespace EventExporter.Templating.Functions;

/// <summary><c>string</c>: null counts as the empty text, and nothing depends on the machine's culture.</summary>
public static class StringFunctions
{
    public static readonly FunctionGroup Group = new("string", [.. Tests(), .. Changes(), .. Parts(), .. Conversions(), .. HashFunctions.All()]);

    private static IEnumerable<BuiltinFunction> Tests() =>
    [
        F("contains", "text value", "Whether the text has the other in it.", "{{ \"This is easy\" | string.contains \"easy\" }}", "true",
            static (c, a) => Has(c, a, static (t, v) => t.Contains(v, StringComparison.Ordinal))),
        F("starts_with", "text value", "Whether the text begins with the other.", "{{ \"This is easy\" | string.starts_with \"This\" }}", "true",
            static (c, a) => Has(c, a, static (t, v) => t.StartsWith(v, StringComparison.Ordinal))),
        F("ends_with", "text value", "Whether the text ends with the other.", "{{ \"This is easy\" | string.ends_with \"easy\" }}", "true",
            static (c, a) => Has(c, a, static (t, v) => t.EndsWith(v, StringComparison.Ordinal))),
        F("equals_ignore_case", "text value", "Whether both texts are the same but for upper and lower case.",
            "{{ \"Scriban\" | string.equals_ignore_case \"SCRIBAN\" }}", "true",
            static (c, a) => Boxes.Bool(string.Equals(TextOrNull(c, a[0]), TextOrNull(c, a[1]), StringComparison.OrdinalIgnoreCase))),
        F("empty", "text", "Whether the text is empty or null.", "{{ \"\" | string.empty }}", "true",
            static (c, a) => Boxes.Bool(Read(c, a[0]).Length == 0)),
        F("whitespace", "text", "Whether there is nothing but white space in the text.", "{{ \" \" | string.whitespace }}", "true",
            static (c, a) => Boxes.Bool(string.IsNullOrWhiteSpace(Read(c, a[0])))),
        F("size", "text", "The number of characters.", "{{ \"test\" | string.size }}", "4", static (c, a) => Boxes.Int(c.Text(a[0]).Length)),
        F("index_of", "text search startIndex? count? stringComparison?", "Where the other text is found, from 0, or -1.",
            "{{ \"hello\" | string.index_of \"l\" }}", "2", static (c, a) => IndexOf(c, a)),
    ];

    private static IEnumerable<BuiltinFunction> Changes() =>
    [
        F("append", "text with", "Puts a text behind the other.", "{{ \"Hello\" | string.append \" World\" }}", "Hello World",
            static (c, a) => Concatenate(c, c.Text(a[0]), c.Text(a[1]))),
        F("prepend", "text by", "Puts a text in front of the other.", "{{ \"World\" | string.prepend \"Hello \" }}", "Hello World",
            static (c, a) => Concatenate(c, c.Text(a[1]), c.Text(a[0]))),
        F("upcase", "text", "In upper case.", "{{ \"test\" | string.upcase }}", "TEST", static (c, a) => Map(c, a[0], static t => t.ToUpperInvariant())),
        F("downcase", "text", "In lower case.", "{{ \"TeSt\" | string.downcase }}", "test", static (c, a) => Map(c, a[0], static t => t.ToLowerInvariant())),
        F("capitalize", "text", "With the first character in upper case.", "{{ \"test\" | string.capitalize }}", "Test",
            static (c, a) => Map(c, a[0], static t => t.Length == 0 ? t : char.ToUpperInvariant(t[0]) + t[1..])),
        F("capitalizewords", "text", "With the first character of each word in upper case.", "{{ \"This is easy\" | string.capitalizewords }}", "This Is Easy",
            static (c, a) => Map(c, a[0], CapitalizeWords)),
        F("handleize", "text", "A form for URLs: lower case letters and digits with hyphens between.",
            "{{ '100% M & Ms!!!' | string.handleize }}", "100-m-ms", static (c, a) => Map(c, a[0], Handleize)),
        F("strip", "text", "Without white space at both ends.", "{{ '   too many spaces   ' | string.strip }}", "too many spaces",
            static (c, a) => Map(c, a[0], static t => t.Trim())),
        F("lstrip", "text", "Without white space at the start.", "{{ '   too many spaces' | string.lstrip }}", "too many spaces",
            static (c, a) => Map(c, a[0], static t => t.TrimStart())),
        F("rstrip", "text", "Without white space at the end.", "{{ '   too many spaces   ' | string.rstrip }}", "   too many spaces",
            static (c, a) => Map(c, a[0], static t => t.TrimEnd())),
        F("strip_newlines", "text", "Without line ends.", "{{ \"This is a string.\\r\\n With \\nanother \\rstring\" | string.strip_newlines }}",
            "This is a string. With another string",
            static (c, a) => Map(c, a[0], static t => t.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal))),
        F("escape", "text", "With escapes for quotes, backslashes and control characters.", "{{ \"Hel\\tlo\\n\\\"W\\\\orld\" | string.escape }}",
            "Hel\\tlo\\n\\\"W\\\\orld", static (c, a) => Map(c, a[0], ValueText.Escape)),
        F("literal", "text", "As a literal in double quotes.", "{{ 'Hello\\n\"World\"' | string.literal }}", "\"Hello\\n\\\"World\\\"\"",
            static (c, a) => a[0] is null ? null : Result(c, "\"" + ValueText.Escape(Read(c, a[0])) + "\"")),
        F("pad_left", "text width", "With blanks in front, up to a width.", "hello{{ \"world\" | string.pad_left 10 }}", "hello     world",
            static (c, a) => Pad(c, a, static (t, w) => t.PadLeft(w))),
        F("pad_right", "text width", "With blanks behind, up to a width.", "{{ \"hello\" | string.pad_right 10 }}world", "hello     world",
            static (c, a) => Pad(c, a, static (t, w) => t.PadRight(w))),
        F("pluralize", "number singular plural", "One of two texts, by whether the number is 1.", "{{ 7 }} {{ 7 | string.pluralize 'product' 'products' }}", "7 products",
            static (c, a) => Number(c, a[0] ?? 0, "number") == 1 ? a[1] : a[2]),
    ];

    private static IEnumerable<BuiltinFunction> Parts() =>
    [
        F("remove", "text remove", "Without all occurrences of the other text.", "{{ \"Hello, world. Goodbye, world.\" | string.remove \"world\" }}", "Hello, . Goodbye, .",
            static (c, a) => Replace(c, c.Text(a[0]), c.Text(a[1]), "")),
        F("remove_first", "text remove", "Without the first occurrence of the other text.",
            "{{ \"Hello, world. Goodbye, world.\" | string.remove_first \"world\" }}", "Hello, . Goodbye, world.",
            static (c, a) => ReplaceOne(c, c.Text(a[0]), c.Text(a[1]), "", false)),
        F("remove_last", "text remove", "Without the last occurrence of the other text.",
            "{{ \"Hello, world. Goodbye, world.\" | string.remove_last \"world\" }}", "Hello, world. Goodbye, .",
            static (c, a) => ReplaceOne(c, c.Text(a[0]), c.Text(a[1]), "", true)),
        F("replace", "text match replace", "With all occurrences of a text replaced.",
            "{{ \"Hello, world. Goodbye, world.\" | string.replace \"world\" \"buddy\" }}", "Hello, buddy. Goodbye, buddy.",
            static (c, a) => Replace(c, c.Text(a[0]), c.Text(a[1]), c.Text(a[2]))),
        F("replace_first", "text match replace fromEnd?", "With the first occurrence of a text replaced, or the last where `fromEnd` is true.",
            "{{ \"Hello, world. Goodbye, world.\" | string.replace_first \"world\" \"buddy\" }}", "Hello, buddy. Goodbye, world.",
            static (c, a) => ReplaceOne(c, c.Text(a[0]), c.Text(a[1]), c.Text(a[2]), c.IsTruthy(a[3]))),
        F("slice", "text start length?", "The part from a position on, all of the rest unless a length is given.", "{{ \"hello\" | string.slice 1 3 }}", "ell",
            static (c, a) => Slice(Read(c, a[0]), Int(c, a[1], "start"), Int(c, a[2], "length", int.MaxValue))),
        F("slice1", "text start length?", "The part from a position on, one character unless a length is given.", "{{ \"hello\" | string.slice1 1 }}", "e",
            static (c, a) => Slice(Read(c, a[0]), Int(c, a[1], "start"), Int(c, a[2], "length", 1))),
        F("split", "text match", "The parts between the occurrences of a text, without empty ones.", "{{ \"Hi, how are you today?\" | string.split ' ' }}",
            "[\"Hi,\", \"how\", \"are\", \"you\", \"today?\"]", static (c, a) => Split(c, c.Text(a[0]), c.Text(a[1]))),
        F("truncate", "text length ellipsis?", "Cut to a length, the ellipsis included.", "{{ \"The cat came back the very next day\" | string.truncate 13 }}", "The cat ca...",
            static (c, a) => Result(c, Truncate(Read(c, a[0]), Int(c, a[1], "length"), TextOrNull(c, a[2]) ?? "..."))),
        F("truncatewords", "text count ellipsis?", "Cut to a number of words.", "{{ \"The cat came back the very next day\" | string.truncatewords 4 }}", "The cat came back...",
            static (c, a) => Result(c, TruncateWords(Read(c, a[0]), Int(c, a[1], "count"), TextOrNull(c, a[2]) ?? "..."))),
    ];

    private static IEnumerable<BuiltinFunction> Conversions() =>
    [
        F("to_int", "text", "The whole number of 32 bits that the text is, or null.", "{{ \"123\" | string.to_int + 1 }}", "124",
            static (c, a) => int.TryParse(Read(c, a[0]), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? Boxes.Int(n) : null),
        F("to_long", "text", "The whole number of 64 bits that the text is, or null.", "{{ \"123678912345678\" | string.to_long + 1 }}", "123678912345679",
            static (c, a) => long.TryParse(Read(c, a[0]), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : null),
        F("to_float", "text", "The number of single precision that the text is, or null.", "{{ \"123.4\" | string.to_float + 1 }}", "124.4",
            static (c, a) => float.TryParse(Read(c, a[0]), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var n) ? n : null),
        F("to_double", "text", "The number of double precision that the text is, or null.", "{{ \"123.4\" | string.to_double + 1 }}", "124.4",
            static (c, a) => double.TryParse(Read(c, a[0]), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var n) ? n : null),
        F("base64_encode", "text", "The text's UTF-8 in Base64.", "{{ \"hello\" | string.base64_encode }}", "aGVsbG8=",
            static (c, a) => Map(c, a[0], static t => Convert.ToBase64String(Encoding.UTF8.GetBytes(t)))),
        F("base64_decode", "text", "The text whose UTF-8 the Base64 holds.", "{{ \"aGVsbG8=\" | string.base64_decode }}", "hello",
            static (c, a) => Map(c, a[0], static t => Encoding.UTF8.GetString(Convert.FromBase64String(t)))),
    ];

    private static BuiltinFunction F(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        new("string." + name, signature, summary, body) { Example = example, ExampleResult = result };

    /// <summary>Null stays null.</summary>
    private static string? Map(RenderContext context, object? value, Func<string, string> change) =>
        value is null ? null : Result(context, change(Read(context, value)));

    /// <summary>The empty text is found nowhere, as in Scriban.</summary>
    private static object Has(RenderContext context, ReadOnlySpan<object?> arguments, Func<string, string, bool> test)
    {
        if (arguments[0] is null || arguments[1] is null)
            return Boxes.False;
        var (text, value) = (context.Text(arguments[0]), context.Text(arguments[1]));
        PaySearch(context, text, value);
        return Boxes.Bool(value.Length > 0 && test(text, value));
    }

    private static string Pad(RenderContext context, ReadOnlySpan<object?> arguments, Func<string, int, string> pad)
    {
        var width = Math.Max(0, Int(context, arguments[1], "width"));
        context.CheckLength(width);
        return pad(context.Text(arguments[0]), width);
    }

    private static TemplateList Split(RenderContext context, string text, string match)
    {
        PaySearch(context, text, match);
        var parts = match.Length == 0 ? [text] : text.Split(match, StringSplitOptions.RemoveEmptyEntries);
        context.CheckCount(parts.Length);
        return new TemplateList(parts);
    }

    private static object IndexOf(RenderContext context, ReadOnlySpan<object?> arguments)
    {
        var (text, search) = (context.Text(arguments[0]), context.Text(arguments[1]));
        PaySearch(context, text, search);
        var start = Math.Clamp(Int(context, arguments[2], "startIndex", 0), 0, text.Length);
        var count = Math.Clamp(Int(context, arguments[3], "count", int.MaxValue), 0, text.Length - start);
        var comparison = TextOrNull(context, arguments[4]);
        if (comparison is not null && !Enum.TryParse<StringComparison>(comparison, out _))
            throw context.Error($"`stringComparison` must be one of {string.Join(", ", Enum.GetNames<StringComparison>())}, not `{comparison}`");
        var ignoresCase = comparison?.EndsWith("IgnoreCase", StringComparison.Ordinal) ?? false;
        return Boxes.Int(text.IndexOf(search, start, count, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
    }
}
