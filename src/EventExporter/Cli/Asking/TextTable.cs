using System.Text;

namespace EventExporter.Cli.Asking;

/// <summary>A table for a terminal. The last column takes what is left of the line.</summary>
internal static class TextTable
{
    /// <param name="width">Of the terminal; null: whatever is needed.</param>
    public static string Write(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, int? width)
    {
        var widths = head.Select((name, column) => rows.Select(row => DisplayText.Width(DisplayText.Clean(row[column]))).Append(name.Length).Max()).ToArray();
        if (width is { } most)
        {
            for (var column = 0; column < widths.Length - 1; column++)
                widths[column] = Math.Min(widths[column], Math.Max(12, most / 3));
            widths[^1] = Math.Min(widths[^1], Math.Max(20, most - widths[..^1].Sum(static w => w + 2)));
        }

        var text = new StringBuilder();
        foreach (var row in rows.Prepend(head))
        {
            for (var column = 0; column < widths.Length; column++)
            {
                var last = column == widths.Length - 1;
                text.Append(DisplayText.Fit(row[column], widths[column], fill: !last)).Append(last ? "" : "  ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Null where output goes to a file or another program.</summary>
    public static int? TerminalWidth()
    {
        if (Console.IsOutputRedirected)
            return null;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
