using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using static EventExporter.Templating.Functions.TextWork;

namespace EventExporter.Templating.Functions;

/// <summary><c>html</c>.</summary>
public static class HtmlFunctions
{
    private const string UnescapedInUrls = ";/?:@&=+$,#-_.!~*'()[]";

    private static readonly Regex Tag = new(
        "<script.*?</script>|<!--.*?-->|<style.*?</style>|<.*?>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    public static readonly FunctionGroup Group = new("html",
    [
        F("strip", "Without HTML tags, comments, scripts and styles.", "{{ \"<p>This is a paragraph</p>\" | html.strip }}", "This is a paragraph", static t => Tag.Replace(t, "")),
        F("escape", "With the characters that mean something in HTML escaped.", "{{ \"<p>This is a paragraph</p>\" | html.escape }}",
            "&lt;p&gt;This is a paragraph&lt;/p&gt;", WebUtility.HtmlEncode),
        F("newline_to_br", "With <br /> before each line end.", "{{ \"Hello\\nworld\" | html.newline_to_br }}", "Hello<br />\nworld", NewLines),
        F("url_encode", "For use as a value in a URL's query.", "{{ \"john@liquid.com\" | html.url_encode }}", "john%40liquid.com", WebUtility.UrlEncode),
        F("url_escape", "A whole URL with characters escaped that may not be in one.", "{{ \"<hello> & <scriban>\" | html.url_escape }}",
            "%3Chello%3E%20&%20%3Cscriban%3E", EscapeUrl),
    ]);

    private static BuiltinFunction F(string name, string summary, string example, string result, Func<string, string> change) =>
        new("html." + name, "text", summary, (c, a) => a[0] is null ? null : Result(c, change(Read(c, a[0]))))
        {
            Example = example,
            ExampleResult = result,
        };

    private static string NewLines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "<br />\n", StringComparison.Ordinal);

    private static string EscapeUrl(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || UnescapedInUrls.Contains((char)b))
                result.Append((char)b);
            else
                result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return result.ToString();
    }
}
