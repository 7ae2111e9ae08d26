using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Kubernetes.Tests.Leases;

/// <summary>One Lease, guarded by its resource version as the API server guards it.</summary>
internal sealed class LeaseServer
{
    public const string Namespace = "monitoring";
    public const string Name = "event-exporter";
    private const string Collection = $"/apis/coordination.k8s.io/v1/namespaces/{Namespace}/leases";

    private readonly Lock _gate = new();
    private int _version;

    public LeaseServer(TestApiServer server) => server.On(Collection, AnswerAsync).On($"{Collection}/{Name}", AnswerAsync);

    /// <summary>The stored document; null when there is none.</summary>
    public JsonNode? Stored { get; private set; }

    /// <summary>Whether requests of a holder are answered with 503.</summary>
    public Func<HttpContext, bool> IsCutOff { get; set; } = _ => false;

    public string? Holder => Spec("holderIdentity")?.GetValue<string>();

    public JsonNode? Spec(string member)
    {
        lock (_gate)
            return Stored?["spec"]?[member];
    }

    public void Store(string document)
    {
        lock (_gate)
            Save(JsonNode.Parse(document)!);
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (IsCutOff(context))
            return context.AnswerAsync(Answers.Status(503, "ServiceUnavailable", "cut off"), 503);
        string answer;
        int status;
        lock (_gate)
            (answer, status) = Handle(context.Request.Method, (string)context.Items["body"]!);
        return context.AnswerAsync(answer, status);
    }

    private (string Answer, int Status) Handle(string method, string body) => (method, Stored) switch
    {
        ("POST", null) => (Save(JsonNode.Parse(body)!), 201),
        ("POST", _) => (Answers.Status(409, "AlreadyExists", "leases already exists"), 409),
        (_, null) => (Answers.Status(404, "NotFound", "leases not found"), 404),
        ("GET", var stored) => (stored.ToJsonString(), 200),
        ("PUT", var stored) when VersionOf(JsonNode.Parse(body)!) != VersionOf(stored) =>
            (Answers.Status(409, "Conflict", "the object has been modified"), 409),
        ("PUT", _) => (Save(JsonNode.Parse(body)!), 200),
        _ => (Answers.Status(405, "MethodNotAllowed", method), 405),
    };

    private string Save(JsonNode document)
    {
        document["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        Stored = document;
        return document.ToJsonString();
    }

    private static string? VersionOf(JsonNode document) => document["metadata"]?["resourceVersion"]?.GetValue<string>();
}
