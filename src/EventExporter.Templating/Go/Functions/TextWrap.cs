using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Breaks texts into lines at blanks.</summary>
internal static class TextWrap
{
    /// <param name="cutsWords">Words that are longer than a line are cut; otherwise they stand out.</param>
    public static string Wrap(RenderContext context, string text, int width, string separator, bool cutsWords)
    {
        width = Math.Max(1, width);
        separator = separator.Length == 0 ? "\n" : separator;
        var result = new StringBuilder(text.Length + 16);
        var at = 0;
        while (text.Length - at > width)
        {
            context.Step(context.CallSpan);
            context.CheckLength(result.Length + separator.Length);
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            var blank = text.LastIndexOf(' ', at + width, width + 1);
            if (blank < 0 && cutsWords)
            {
                result.Append(text, at, width).Append(separator);
                at += width;
                continue;
            }
            if (blank < 0)
                blank = text.IndexOf(' ', at + width);
            if (blank < 0)
                break;
            result.Append(text, at, blank - at).Append(separator);
            at = blank + 1;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }
}
