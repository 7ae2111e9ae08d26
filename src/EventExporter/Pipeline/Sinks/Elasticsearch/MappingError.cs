using System.Text.RegularExpressions;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Which field a document was refused for, read out of Elasticsearch's and OpenSearch's own words.</summary>
internal static partial class MappingError
{
    /// <summary>The field's full name; null if the error names none.</summary>
    public static string? FieldOf(string error)
    {
        if (Dynamic().Match(error) is { Success: true } strict)
        {
            var parent = strict.Groups[2].Value;
            return parent is "_doc" or "" ? strict.Groups[1].Value : $"{parent}.{strict.Groups[1].Value}";
        }

        return Named().Match(error) is { Success: true } named ? named.Groups[1].Value : null;
    }

    [GeneratedRegex(@"dynamic introduction of \[([^\]]+)\] within \[([^\]]*)\]", RegexOptions.NonBacktracking)]
    private static partial Regex Dynamic();

    [GeneratedRegex(@"(?:failed to parse (?:date )?field|object mapping for|field name|timestamp field|mapper|Duplicate field|immense term in field=)\s*[\[""']([^\]""']+)[\]""']", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
