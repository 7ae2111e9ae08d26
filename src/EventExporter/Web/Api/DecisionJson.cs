using System.Text.Json;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Web.Api;

/// <summary>A decision: the receivers, each route that was looked at with each rule, and all that as text.</summary>
internal static class DecisionJson
{
    public static void WriteMembers(Utf8JsonWriter json, RouteDecision decision)
    {
        json.WriteTexts("receivers", decision.Receivers);
        json.WriteString("text", DecisionText.Write(decision));
        json.WriteStartArray("steps");
        Write(json, decision.Root);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RouteStep step)
    {
        json.WriteStartObject();
        json.WriteString("path", step.Path);
        json.WriteString("name", step.Name);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(step.Outcome.ToString()));
        Write(json, "drop", step.Drop);
        Write(json, "match", step.Match);
        json.WriteStartArray("children");
        foreach (var child in step.Children)
            Write(json, child);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<RuleStep> rules)
    {
        json.WriteStartArray(name);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("path", rule.Path);
            json.WriteString("receiver", rule.Receiver);
            json.WriteBoolean("matched", rule.Matched);
            json.WriteStartArray("conditions");
            foreach (var condition in rule.Conditions)
            {
                json.WriteStartObject();
                json.WriteString("field", condition.Field);
                json.WriteString("wanted", condition.Wanted);
                json.WriteString("value", condition.Value);
                json.WriteBoolean("matched", condition.Matched);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
