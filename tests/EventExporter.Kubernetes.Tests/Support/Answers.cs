using System.Text;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Kubernetes.Tests.Support;

/// <summary>What API servers answer.</summary>
internal static class Answers
{
    public static async Task AnswerAsync(this HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public static string Status(int code, string reason, string message, int? retryAfterSeconds = null)
    {
        var details = retryAfterSeconds is { } seconds ? $$""","details":{"retryAfterSeconds":{{seconds}}}""" : "";
        return $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}{{details}}}""";
    }

    public static string List(IEnumerable<string> items, string version = "100", string next = "") =>
        $$"""{"kind":"EventList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(",", items)}}]}""";

    public static string Item(string name, string version = "1") =>
        $$$"""{"metadata":{"name":"{{{name}}}","resourceVersion":"{{{version}}}"},"reason":"Started"}""";

    public static string WatchLine(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}""" + "\n";
}
