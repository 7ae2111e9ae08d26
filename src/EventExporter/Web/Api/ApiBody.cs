namespace EventExporter.Web.Api;

/// <summary>What an endpoint takes.</summary>
/// <param name="Schema">The name of its schema.</param>
/// <param name="MaxBytes">Longer bodies are refused with 413.</param>
/// <param name="Types">Content types; others are refused with 415.</param>
internal sealed record ApiBody(string Schema, int MaxBytes, params IReadOnlyList<string> Types)
{
    public static readonly IReadOnlyList<string> JsonOrYaml = ["application/json", "application/yaml"];

    /// <summary>Whether the type of a request is one of these; <c>application/x-yaml</c> and <c>text/yaml</c> are older names of YAML.</summary>
    public bool Accepts(string contentType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var plain = (end < 0 ? contentType : contentType[..end]).Trim();
        if (plain is "application/x-yaml" or "text/yaml" or "text/x-yaml")
            plain = "application/yaml";
        return Types.Contains(plain, StringComparer.OrdinalIgnoreCase);
    }
}
