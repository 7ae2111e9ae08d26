namespace EventExporter.Templating;

/// <summary>
/// What one rendering may use. A template that exceeds one of these ends with a <see cref="TemplateRenderException"/>
/// that names the limit; it never takes the process with it.
/// </summary>
public sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <summary>Characters in a template's text.</summary>
    public int MaxTemplateLength { get; init; } = 1024 * 1024;

    /// <summary>How deep expressions and blocks may be nested; also the length of one chain of operators.</summary>
    public int MaxNesting { get; init; } = 256;

    /// <summary>Problems reported for one template; further ones are left out.</summary>
    public int MaxDiagnostics { get; init; } = 50;

    /// <summary>
    /// Units of work: one for a loop round or a function call, one for every 64 characters or list items a function handles.
    /// </summary>
    public int MaxSteps { get; init; } = 200_000;

    /// <summary>Functions and includes that call each other.</summary>
    public int MaxRecursion { get; init; } = 64;

    /// <summary>Bytes of output, captures included.</summary>
    public int MaxOutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Characters of any one text that a template makes.</summary>
    public int MaxStringLength { get; init; } = 1024 * 1024;

    /// <summary>Items of any one list or object that a template makes, and of a range that it walks.</summary>
    public int MaxListLength { get; init; } = 100_000;

    /// <summary>Bits of a whole number beyond 64; enough for 1,200 decimal digits.</summary>
    public int MaxIntegerBits { get; init; } = 4096;

    /// <summary>How deep values may be nested when they are printed, compared or turned into JSON.</summary>
    public int MaxValueDepth { get; init; } = 32;

    /// <summary>Longest match of a pattern that needs backtracking (lookarounds, backreferences); others run in linear time.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(250);
}
