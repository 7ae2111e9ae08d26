namespace EventExporter.Templating.Functions;

/// <summary>Patterns for dates.</summary>
public static class DateFormats
{
    /// <summary><c>date.default_format</c>.</summary>
    public const string Default = "%d %b %Y";
}
