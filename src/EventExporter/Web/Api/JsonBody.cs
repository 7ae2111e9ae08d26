using System.Text.Json;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Web.Api;

/// <summary>A body that is one JSON value.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <exception cref="ApiProblem">400: it is no JSON.</exception>
    public static async Task<JsonDocument> ReadAsync(ApiCall call)
    {
        using var body = await call.ReadBodyAsync();
        try
        {
            // The buffer goes back to its pool: the document needs bytes of its own.
            return JsonDocument.Parse(body.Written.ToArray(), Strict);
        }
        catch (JsonException error)
        {
            throw ApiProblem.BadRequest($"The body is not valid JSON, line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}: {JsonErrors.Describe(error)}");
        }
    }
}
