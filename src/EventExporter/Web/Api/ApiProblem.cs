namespace EventExporter.Web.Api;

/// <summary>Ends a request with an answer of <c>application/problem+json</c> (RFC 9457).</summary>
internal sealed class ApiProblem(int status, string detail) : Exception(detail)
{
    public int Status => status;

    /// <summary>What is wrong with the single parts of the request; empty if the detail says it all.</summary>
    public IReadOnlyList<ApiError> Errors { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ApiProblem BadRequest(string detail, params IReadOnlyList<ApiError> errors) => new(400, detail) { Errors = errors };

    public static ApiProblem NotFound(string detail) => new(404, detail);

    /// <summary>Not now: the same request may be made again after some seconds.</summary>
    public static ApiProblem Unavailable(string detail, int retryAfterSeconds = 5) => new(503, detail)
    {
        Headers = [new("Retry-After", retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))],
    };
}
