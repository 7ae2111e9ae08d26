namespace EventExporter.Templating.Diagnostics;

/// <summary>Collects the problems of one template, up to a number.</summary>
public sealed class DiagnosticBag(SourceText source, int max)
{
    private readonly List<Diagnostic> _items = [];

    public SourceText Source { get; } = source;

    public bool HasErrors { get; private set; }

    public bool IsFull => _items.Count >= max;

    public void Error(TextSpan span, string message, string? suggestion = null)
    {
        HasErrors = true;
        Add(DiagnosticSeverity.Error, span, message, suggestion);
    }

    public void Warning(TextSpan span, string message, string? suggestion = null) =>
        Add(DiagnosticSeverity.Warning, span, message, suggestion);

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<Diagnostic> ToList() => [.. _items.OrderBy(d => d.Span.Start)];

    private void Add(DiagnosticSeverity severity, TextSpan span, string message, string? suggestion)
    {
        if (IsFull)
            return;
        var (line, column) = Source.Locate(span.Start);
        var diagnostic = new Diagnostic(severity, line, column, span, message, suggestion);
        if (!_items.Contains(diagnostic))
            _items.Add(diagnostic);
    }
}
