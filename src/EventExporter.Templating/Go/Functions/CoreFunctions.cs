using System.Globalization;
using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary>What text/template itself has; <c>slice</c> is sprig's, which hides it.</summary>
internal static class CoreFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        F("and", "first rest...", "The first argument that is empty, else the last. Those behind it are not evaluated.", "{{ and 1 0 2 }}", "0", static (_, a) => a[^1]),
        F("or", "first rest...", "The first argument that is not empty, else the last. Those behind it are not evaluated.", "{{ or \"\" \"b\" }}", "b", static (_, a) => a[^1]),
        F("not", "value", "Whether the value is empty.", "{{ not \"\" }}", "true", static (_, a) => Boxes.Bool(!GoKinds.IsTrue(a[0]))),
        F("eq", "first others...", "Whether the first value equals one of the others.", "{{ eq \"b\" \"a\" \"b\" }}", "true", static (c, a) => Boxes.Bool(IsAny(c, a))),
        F("ne", "a b", "Whether two values differ.", "{{ ne 1 2 }}", "true", static (c, a) => Boxes.Bool(!GoCompare.AreEqual(c, a[0], a[1]))),
        F("lt", "a b", "Whether a is less than b.", "{{ lt 1 2 }}", "true", static (c, a) => Boxes.Bool(GoCompare.IsLess(c, a[0], a[1]))),
        F("le", "a b", "Whether a is at most b.", "{{ le 2 2 }}", "true", static (c, a) => Boxes.Bool(GoCompare.IsLess(c, a[0], a[1]) || GoCompare.AreEqual(c, a[0], a[1]))),
        F("gt", "a b", "Whether a is greater than b.", "{{ gt 1 2 }}", "false",
            static (c, a) => Boxes.Bool(!GoCompare.IsLess(c, a[0], a[1]) && !GoCompare.AreEqual(c, a[0], a[1]))),
        F("ge", "a b", "Whether a is at least b.", "{{ ge 2 2 }}", "true", static (c, a) => Boxes.Bool(!GoCompare.IsLess(c, a[0], a[1]))),
        F("len", "value", "Bytes of a text, items of a list, entries of a map.", "{{ len \"abc\" }}", "3",
            static (c, a) => Boxes.Int(GoKinds.Length(a[0]) ?? throw c.Error($"{GoKinds.TypeOf(a[0])} has no length"))),
        F("index", "value keys...", "The item of a list or map, or of one inside of it.", "{{ index (dict \"a\" (list 1 2)) \"a\" 1 }}", "2", static (c, a) => Index(c, a)),
        F("print", "values...", "The values one after another, with blanks between those that are no texts.", "{{ print 1 2 \"x\" }}", "1 2x", static (c, a) => Print(c, a)),
        F("println", "values...", "The values with blanks between them and a line end.", "{{ println \"a\" 1 }}", "a 1\n", static (c, a) => Line(c, a) + "\n"),
        F("printf", "format values...", "The values in a format with Go's verbs, such as %s, %d, %.2f and %q.", "{{ printf \"%-4s|%5.2f\" \"ab\" 1.5 }}", "ab  | 1.50",
            static (c, a) => new GoFormat(c, Read.Text(c, a[0], "format"), a[1..].ToArray()).Run()),
        F("html", "values...", "Text with the characters escaped that mean something in HTML.", "{{ html \"<b>\" }}", "&lt;b&gt;", static (c, a) => Html(Print(c, a))),
        F("js", "values...", "Text with the characters escaped that mean something in JavaScript.", "{{ js \"it's\" }}", "it\\'s", static (c, a) => Script(Print(c, a))),
        F("urlquery", "values...", "Text escaped for the query of a URL.", "{{ urlquery \"a b&c\" }}", "a+b%26c", static (c, a) => UrlText.EscapeQuery(Print(c, a))),
        F("call", "function arguments...", "The result of a function that is a value.", null, null,
            static (c, a) => a[0] is TemplateFunction f ? f.Invoke(c, a[1..], null, c.CallSpan) : throw c.Error($"{GoKinds.TypeOf(a[0])} is no function")),
    ];

    /// <summary>As Go's fmt.Sprint: a blank between two values when neither is a text.</summary>
    public static string Print(RenderContext context, ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i] is not string && values[i - 1] is not string)
                text.Append(' ');
            text.Append(context.Text(values[i]));
            context.CheckLength(text.Length);
        }
        return text.ToString();
    }

    private static string Line(RenderContext context, ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(context.Text(values[i]));
            context.CheckLength(text.Length);
        }
        return text.ToString();
    }

    private static BuiltinFunction F(string name, string signature, string summary, string? example, string? result, FunctionBody body) =>
        new(name, signature, summary, body) { Example = example, ExampleResult = result };

    private static bool IsAny(RenderContext context, ReadOnlySpan<object?> values)
    {
        if (values.Length < 2)
            throw context.Error("`eq` needs something to compare with");
        foreach (var other in values[1..])
        {
            if (GoCompare.AreEqual(context, values[0], other))
                return true;
        }
        return false;
    }

    private static object? Index(RenderContext context, ReadOnlySpan<object?> values)
    {
        var value = values[0];
        foreach (var key in values[1..])
            value = GoIndex.Item(context, value, key);
        return value;
    }

    private static string Html(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&#34;"),
                '\'' => result.Append("&#39;"),
                '\0' => result.Append('\uFFFD'),
                _ => result.Append(c),
            };
        }
        return result.ToString();
    }

    private static string Script(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '\\' or '\'' or '"')
                result.Append('\\').Append(c);
            else if (c is '<' or '>' or '&' or '=' || c < ' ' || c == 0x7f)
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                result.Append(c);
        }
        return result.ToString();
    }
}
