namespace EventExporter.Templating.Diagnostics;

/// <summary>A template's text with its name; finds line and column of a position.</summary>
public sealed class SourceText(string text, string? name)
{
    public string Text { get; } = text;

    public string? Name { get; } = name;

    /// <summary>Line and column from 1.</summary>
    public (int Line, int Column) Locate(int position)
    {
        var line = 1;
        var lineStart = 0;
        var end = Math.Min(position, Text.Length);
        for (var i = 0; i < end; i++)
        {
            if (Text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }
        return (line, end - lineStart + 1);
    }

    public ReadOnlySpan<char> Slice(TextSpan span) =>
        span.Start >= Text.Length ? default : Text.AsSpan(span.Start, Math.Min(span.Length, Text.Length - span.Start));
}
