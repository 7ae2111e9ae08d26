namespace EventExporter.Web.Api;

/// <summary>One operation of the API: what is mapped, described in OpenAPI and listed in the documentation comes from here.</summary>
/// <param name="Id">Its name for generated clients.</param>
/// <param name="Path">With path parameters in braces.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record ApiEndpoint(string Id, string Method, string Path, ApiAccess Access, string Summary)
{
    /// <summary>Query parameters; others are refused.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Null where there is no body.</summary>
    public ApiBody? Body { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The name of the answer's schema.</summary>
    public required string Answer { get; init; }

    public string AnswerType { get; init; } = "application/json";

    public required Func<ApiCall, Task> Handle { get; init; }
}
