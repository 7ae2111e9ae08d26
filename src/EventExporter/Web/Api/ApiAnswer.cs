using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace EventExporter.Web.Api;

/// <summary>Writes answers.</summary>
internal static class ApiAnswer
{
    public const string ProblemType = "application/problem+json";

    /// <summary>Answers are JSON and are said to be (nosniff): a less-than sign stays one.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object, as a whole.</summary>
    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members, string contentType = "application/json")
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.Length;
        await context.Response.Body.WriteAsync(buffer.Written, context.RequestAborted);
    }

    public static Task WriteAsync(ApiCall call, Action<Utf8JsonWriter> members) => WriteAsync(call.Context, call.Endpoint.Status, members);

    /// <summary>A value as a whole.</summary>
    public static Task WriteValueAsync(ApiCall call, Action<Utf8JsonWriter> value) => StreamAsync(call, json =>
    {
        value(json.Writer);
        return Task.CompletedTask;
    });

    /// <summary>A value part by part, so that a long one is not held in memory as a whole. What fails after the first part breaks the answer off.</summary>
    public static async Task StreamAsync(ApiCall call, Func<StreamedJson, Task> value)
    {
        var response = call.Context.Response;
        response.StatusCode = call.Endpoint.Status;
        response.ContentType = call.Endpoint.AnswerType;
        await using var json = new StreamedJson(response.BodyWriter, call.Cancellation);
        await value(json);
        await json.EndAsync();
    }

    public static Task WriteProblemAsync(HttpContext context, ApiProblem problem)
    {
        foreach (var (name, value) in problem.Headers)
            context.Response.Headers[name] = value;
        return WriteAsync(
            context,
            problem.Status,
            json =>
            {
                json.WriteString("type", "about:blank");
                json.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status));
                json.WriteNumber("status", problem.Status);
                json.WriteString("detail", problem.Message);
                if (problem.Errors.Count > 0)
                    WriteErrors(json, problem.Errors);
            },
            ProblemType);
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ApiError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            if (error.Path.Length > 0)
                json.WriteString("path", error.Path);
            if (error.Column is { } column)
                json.WriteNumber("column", column);
            json.WriteString("message", error.Message);
            if (error.Hint.Length > 0)
                json.WriteString("hint", error.Hint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
