using System.Text;

namespace EventExporter.Query;

/// <summary>Texts as events hold them: half a surrogate pair, which is no Unicode, is U+FFFD there.</summary>
internal static class WholeText
{
    public static string Of(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
