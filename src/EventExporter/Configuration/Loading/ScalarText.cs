using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventExporter.Configuration.Loading;

/// <summary>
/// Where the text of a scalar stands in its file, so that a place within the text (of a template's error, say) can be named as a
/// place in the file. It is exact for values of one line and for literal blocks (<c>|</c>); of other values of several lines, only
/// the beginning is known.
/// </summary>
/// <param name="Start">The first character of the text: behind a quote, or in the line below a <c>|</c>.</param>
/// <param name="KeepsLines">Whether each line of the text is a line of the file with the same indentation.</param>
internal readonly record struct ScalarText(SourceLocation Start, bool KeepsLines)
{
    /// <param name="line">Counted from one within the text.</param>
    /// <param name="column">Counted from one.</param>
    public SourceLocation At(int line, int column)
    {
        if (line == 1 || KeepsLines)
            return Start with { Line = Start.Line + line - 1, Column = Start.Column + column - 1 };
        return Start;
    }

    public static ScalarText Of(Scalar scalar, string file, string[] lines)
    {
        var start = new SourceLocation(file, (int)scalar.Start.Line, (int)scalar.Start.Column);
        return scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => new ScalarText(start with { Column = start.Column + 1 }, KeepsLines: false),
            ScalarStyle.Literal or ScalarStyle.Folded => Block(start, lines, scalar.Style == ScalarStyle.Literal),
            _ => new ScalarText(start, KeepsLines: false),
        };
    }

    // The indentation of a block is that of its first line with text (YAML 1.2, 8.1.1.1).
    private static ScalarText Block(SourceLocation start, string[] lines, bool keepsLines)
    {
        var first = lines.Skip(start.Line).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        var indentation = first.Length - first.TrimStart(' ').Length;
        return new ScalarText(start with { Line = start.Line + 1, Column = indentation + 1 }, keepsLines);
    }
}
