using System.Net;
using System.Text.Json;
using EventExporter.Web.Api;
using EventExporter.Web.Api.OpenApi;

namespace EventExporter.Tests.Web.Api;

/// <summary>Holds answers against the OpenAPI description: as much of JSON Schema as that uses.</summary>
internal static class OpenApiCheck
{
    private static readonly JsonDocument Description = JsonDocument.Parse(OpenApiDocument.Write(ApiEndpoints.All));

    public static JsonElement Schemas => Description.RootElement.GetProperty("components").GetProperty("schemas");

    public static JsonElement Paths => Description.RootElement.GetProperty("paths");

    public static void Answer(string method, string path, HttpResponseMessage response, JsonElement body)
    {
        var endpoint = ApiEndpoints.All.FirstOrDefault(e => e.Method == method && Fits(e.Path, path));
        if (!response.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)response.StatusCode, body.GetProperty("status").GetInt32());
            Assert.Empty(Problems(body, Schemas.GetProperty("Problem"), "$"));
            return;
        }

        Assert.NotNull(endpoint);
        Assert.Equal((HttpStatusCode)endpoint.Status, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(Problems(body, Schemas.GetProperty(endpoint.Answer), "$"));
    }

    public static IEnumerable<string> Problems(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Problems(value, Schemas.GetProperty(reference.GetString()!.Split('/')[^1]), at);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(choice => !Problems(value, choice, at).Any()) ? [] : [$"{at}: fits none of the choices: {value}"];
        return [.. TypeProblems(value, schema, at), .. MemberProblems(value, schema, at), .. ItemProblems(value, schema, at)];
    }

    private static IEnumerable<string> TypeProblems(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToList() : [type.GetString()!];
            if (!allowed.Exists(name => Is(value, name)))
                yield return $"{at}: is {value.ValueKind}, not {string.Join(" or ", allowed)}";
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.ToString()))
            yield return $"{at}: '{value}' is none of {words}";
        if (schema.TryGetProperty("format", out _) && value.ValueKind == JsonValueKind.String && !(value.TryGetDateTimeOffset(out _) && value.GetString()!.EndsWith('Z')))
            yield return $"{at}: '{value}' is no time in UTC";
    }

    private static IEnumerable<string> MemberProblems(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
            yield break;
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{at}.{name}: is missing";
        }

        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var group in value.EnumerateObject().GroupBy(member => member.Name).Where(group => group.Count() > 1))
            yield return $"{at}.{group.Key}: is there {group.Count()} times";
        foreach (var member in value.EnumerateObject())
        {
            var place = $"{at}.{member.Name}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var property))
            {
                foreach (var problem in Problems(member.Value, property, place))
                    yield return problem;
            }
            else if (others.ValueKind == JsonValueKind.False)
            {
                yield return $"{place}: is not described";
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                foreach (var problem in Problems(member.Value, others, place))
                    yield return problem;
            }
        }
    }

    private static IEnumerable<string> ItemProblems(JsonElement value, JsonElement schema, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().SelectMany((item, index) => Problems(item, items, $"{at}[{index}]"))
            : [];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new InvalidOperationException(type),
    };

    private static bool Fits(string template, string path)
    {
        var (one, other) = (template.Split('/'), path.Split('/'));
        return one.Length == other.Length && one.Zip(other).All(static pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}
