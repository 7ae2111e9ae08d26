using System.Text.Json;
using EventExporter.Pipeline.Rendering;
using EventExporter.Telemetry;

namespace EventExporter.Web.Api.OpenApi;

/// <summary>
/// The OpenAPI 3.1 description, made from the same table that the endpoints are mapped from. Schemas of bodies and answers are in
/// <c>schemas.json</c> beside this.
/// </summary>
internal static class OpenApiDocument
{
    private const string Schemas = "openapi.schemas.json";

    public static byte[] Write(IReadOnlyList<ApiEndpoint> endpoints)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, ApiAnswer.Options))
        {
            json.WriteStartObject();
            json.WriteString("openapi", "3.1.0");
            WriteInfo(json);
            json.WriteStartObject("paths");
            foreach (var path in endpoints.GroupBy(static e => e.Path))
            {
                json.WriteStartObject(path.Key);
                foreach (var endpoint in path)
                    WriteOperation(json, endpoint);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            WriteComponents(json);
            json.WriteEndObject();
        }

        return buffer.Written.ToArray();
    }

    private static void WriteInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject("info");
        json.WriteString("title", "Event Exporter");
        json.WriteString("version", BuildInfo.Current.Version);
        json.WriteString("description", "Kubernetes events: what happened, where it went, and why. Times are RFC 3339 in UTC; errors are problem details (RFC 9457).");
        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, ApiEndpoint endpoint)
    {
        json.WriteStartObject(endpoint.Method.ToLowerInvariant());
        json.WriteString("operationId", endpoint.Id);
        json.WriteString("summary", endpoint.Summary);
        json.WriteString("x-access", endpoint.Access.ToString().ToLowerInvariant());
        WriteSecurity(json, endpoint.Access);
        if (endpoint.Parameters.Count > 0)
            WriteParameters(json, endpoint.Parameters);
        if (endpoint.Body is { } body)
            WriteBody(json, body);
        json.WriteStartObject("responses");
        json.WriteStartObject(endpoint.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("description", "Done.");
        WriteContent(json, [endpoint.AnswerType], endpoint.Answer);
        json.WriteEndObject();
        json.WriteStartObject("default");
        json.WriteString("description", "A problem.");
        WriteContent(json, [ApiAnswer.ProblemType], "Problem");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An empty requirement: reading may be open.</summary>
    private static void WriteSecurity(Utf8JsonWriter json, ApiAccess access)
    {
        json.WriteStartArray("security");
        if (access != ApiAccess.Write)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }

        foreach (var scheme in new[] { "token", "password" })
        {
            json.WriteStartObject();
            json.WriteStartArray(scheme);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<ApiParameter> parameters)
    {
        json.WriteStartArray("parameters");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("in", parameter.InPath ? "path" : "query");
            json.WriteBoolean("required", parameter.IsRequired);
            json.WriteString("description", parameter.Description);
            json.WriteStartObject("schema");
            json.WriteString("type", parameter.Type);
            if (parameter.Allowed.Count > 0)
                json.WriteTexts("enum", parameter.Allowed);
            if (parameter.Default.Length > 0 && parameter.Type == "integer")
                json.WriteNumber("default", long.Parse(parameter.Default, System.Globalization.CultureInfo.InvariantCulture));
            else if (parameter.Default.Length > 0)
                json.WriteString("default", parameter.Default);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBody(Utf8JsonWriter json, ApiBody body)
    {
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteString("description", $"At most {body.MaxBytes / 1024} KiB.");
        WriteContent(json, body.Types, body.Schema);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<string> types, string schema)
    {
        json.WriteStartObject("content");
        foreach (var type in types)
        {
            json.WriteStartObject(type);
            json.WriteStartObject("schema");
            json.WriteString("$ref", $"#/components/schemas/{schema}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("securitySchemes");
        WriteScheme(json, "token", "bearer");
        WriteScheme(json, "password", "basic");
        json.WriteEndObject();
        json.WritePropertyName("schemas");
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(Schemas)!;
        using var schemas = JsonDocument.Parse(stream);
        schemas.RootElement.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteScheme(Utf8JsonWriter json, string name, string scheme)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "http");
        json.WriteString("scheme", scheme);
        json.WriteEndObject();
    }
}
