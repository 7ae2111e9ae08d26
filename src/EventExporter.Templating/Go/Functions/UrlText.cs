using System.Text;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Percent escapes as Go's net/url writes them.</summary>
internal static class UrlText
{
    /// <summary>Letters, digits and <c>- _ . ~</c> stay, blanks become plus signs.</summary>
    public static string EscapeQuery(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                result.Append((char)b);
            else if (b == ' ')
                result.Append('+');
            else
                result.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }
}
