using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>The grammar of a bulk request: an action line before each document, with known parameters only.</summary>
internal static class BulkRequest
{
    private static readonly HashSet<string> Parameters =
    [
        "include_source_on_error", "list_executed_pipelines", "pipeline", "refresh", "routing", "_source", "_source_excludes", "_source_includes",
        "timeout", "wait_for_active_shards", "require_alias", "require_data_stream", "filter_path", "human", "pretty", "error_trace",
    ];

    private static readonly HashSet<string> Metadata =
        ["_index", "_id", "routing", "if_seq_no", "if_primary_term", "version", "version_type", "dynamic_templates", "pipeline", "require_alias", "require_data_stream", "list_executed_pipelines"];

    public static string? UnknownParameter(HttpRequest request) => request.Query.Keys.FirstOrDefault(static key => !Parameters.Contains(key));

    public static bool TryRead(string[] lines, string? indexOfPath, out List<Action> actions, [NotNullWhen(false)] out Answer? problem)
    {
        actions = [];
        problem = null;
        for (var i = 0; i < lines.Length; i += 2)
        {
            problem = Read(lines, i, indexOfPath, actions);
            if (problem is not null)
                return false;
        }

        return true;
    }

    private static Answer? Read(string[] lines, int i, string? indexOfPath, List<Action> actions)
    {
        if (Parse(lines[i]) is not { Count: 1 } line || line.First() is not { Key: "create" or "index", Value: JsonObject target } action)
            return Answer.Error(400, "illegal_argument_exception", $"Malformed action/metadata line [{i + 1}], expected START_OBJECT or END_OBJECT but found [VALUE_STRING]");
        if (target.FirstOrDefault(static member => !Metadata.Contains(member.Key)) is { Key: { } unknown })
            return Answer.Error(400, "illegal_argument_exception", $"Action/metadata line [{i + 1}] contains an unknown parameter [{unknown}]");
        if (i + 1 >= lines.Length)
            return Answer.Error(400, "illegal_argument_exception", "The bulk request must hold a document after each action");
        if ((string?)target["_index"] is not { } index && (index = indexOfPath) is null)
            return Answer.Error(400, "action_request_validation_exception", "Validation Failed: 1: index is missing;");
        var external = (string?)target["version_type"] is "external" or "external_gte";
        if (action.Key == "create" && external)
            return Answer.Error(400, "action_request_validation_exception", "Validation Failed: 1: create operations only support internal versioning. use index instead;");
        actions.Add(new Action(action.Key, index, (string?)target["_id"] ?? Guid.NewGuid().ToString(), external ? target["version"]!.GetValue<long>() : null, lines[i + 1]));
        return null;
    }

    /// <summary>Null for what is no object, or has a name twice.</summary>
    public static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Version">With external versioning only.</param>
    internal sealed record Action(string Op, string Index, string Id, long? Version, string Document);
}
