namespace EventExporter.Pipeline.Routing.Patterns;

/// <summary>The values of one condition, any of which may match.</summary>
internal sealed class PatternSet(IReadOnlyList<TextPattern> patterns)
{
    private readonly TextPattern[] _patterns = [.. patterns];

    public string Text => _patterns.Length == 1 ? _patterns[0].Text : $"[{string.Join(", ", _patterns.Select(p => p.Text))}]";

    public bool IsMatch(string value)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(value))
                return true;
        }

        return false;
    }
}
