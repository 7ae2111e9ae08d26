using System.Text;
using System.Text.Json;

namespace EventExporter.Cli.Server;

/// <summary>What the API says of an error (RFC 9457), as lines for people.</summary>
internal static class ProblemText
{
    /// <summary>The detail, and each single problem on a line of its own; empty where the answer says nothing.</summary>
    public static string Of(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var root = problem.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return "";
            var text = new StringBuilder(Member(root, "detail") is { Length: > 0 } detail ? detail : Member(root, "title"));
            if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
            {
                foreach (var error in errors.EnumerateArray())
                    Append(text, error);
            }

            return text.ToString();
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static void Append(StringBuilder text, JsonElement error)
    {
        text.Append("\n  ");
        if (Member(error, "path") is { Length: > 0 } path)
            text.Append(path).Append(": ");
        if (error.TryGetProperty("column", out var column) && column.TryGetInt32(out var number))
            text.Append("column ").Append(number).Append(": ");
        text.Append(Member(error, "message"));
        if (Member(error, "hint") is { Length: > 0 } hint)
            text.Append(" (").Append(hint).Append(')');
    }

    private static string Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
