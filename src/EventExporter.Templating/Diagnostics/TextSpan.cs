namespace EventExporter.Templating.Diagnostics;

/// <summary>A piece of a template's text, in characters from its start.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan FromBounds(int start, int end) => new(start, Math.Max(0, end - start));

    public TextSpan To(TextSpan last) => FromBounds(Start, last.End);
}
