using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>Templates and lifecycles for one receiver, in the order in which they must be made.</summary>
internal sealed class WantedObjects(DocumentTarget target, ClusterFacts cluster, TimeSpan retention)
{
    // Above the templates that come with Elasticsearch (100) and those of Fleet (200).
    private const int Priority = 500;

    /// <summary>What the index template is for: <c>logs-kubernetes.event-*</c> for a data stream of any namespace, else what the receiver writes to.</summary>
    public string Pattern => target.IsDataStream && target.IsConstant && DocumentTarget.Parts(target.Name) is { } parts ? $"{parts.Type}-{parts.Dataset}-*" : target.Pattern.ToLowerInvariant();

    public string BaseName => Pattern.Trim('*', '-', '.', '_').Replace('*', 'x');

    /// <summary>Whether old data can go: an index whose name never changes holds old and new alike.</summary>
    public bool HasLifecycle => target.IsDataStream || !target.IsConstant;

    private bool UsesStreamLifecycle => target.IsDataStream && cluster.HasStreamLifecycle;

    public bool UsesIlm => HasLifecycle && !UsesStreamLifecycle && !cluster.IsOpenSearch && !cluster.IsServerless;

    public IEnumerable<SetupObject> All()
    {
        if (HasLifecycle && cluster.IsOpenSearch)
            yield return StatePolicy();
        if (UsesIlm)
            yield return LifecyclePolicy();
        yield return Component($"{BaseName}@settings", Settings());
        yield return Component($"{BaseName}@mappings", new JsonObject { ["mappings"] = EventMappings.Of(target.Format, cluster) });
        yield return Template(BaseName, Pattern, target.IsDataStream, [$"{BaseName}@settings", $"{BaseName}@mappings"]);
        if (target.Incidents.Length == 0)
            yield break;
        yield return Component($"{target.Incidents}@mappings", new JsonObject { ["mappings"] = EventMappings.Incidents(cluster) });
        yield return Template(target.Incidents, target.Incidents, isStream: false, [$"{target.Incidents}@mappings"]);
    }

    private JsonObject Settings()
    {
        var settings = new JsonObject();
        if (!cluster.IsServerless)
            settings["index.mapping.total_fields.limit"] = 2000;
        if (cluster.CanIgnoreFieldsBeyondLimit)
            settings["index.mapping.total_fields.ignore_dynamic_beyond_limit"] = true;
        if (UsesIlm)
            settings["index.lifecycle.name"] = BaseName;
        var template = new JsonObject { ["settings"] = settings };
        if (UsesStreamLifecycle)
            template["lifecycle"] = new JsonObject { ["data_retention"] = Span(retention) };
        return template;
    }

    private static SetupObject Component(string name, JsonObject template) => new(
        "component template",
        name,
        $"/_component_template/{Uri.EscapeDataString(name)}",
        SetupObject.Marked(new JsonObject { ["template"] = template }),
        static answer => answer["component_templates"]?[0]?["component_template"]);

    private SetupObject Template(string name, string pattern, bool isStream, string[] components)
    {
        var body = new JsonObject { ["index_patterns"] = new JsonArray(pattern), ["priority"] = Priority };
        if (isStream)
            body["data_stream"] = new JsonObject();
        // What people want otherwise goes into a component of theirs, which an update leaves alone.
        var own = $"{name}@custom";
        body["composed_of"] = new JsonArray([.. components.Concat(cluster.HasOptionalComponents ? [own] : []).Select(static c => (JsonNode)c)]);
        if (cluster.HasOptionalComponents)
            body["ignore_missing_component_templates"] = new JsonArray(own);
        return new("index template", name, $"/_index_template/{Uri.EscapeDataString(name)}", SetupObject.Marked(body), static answer => answer["index_templates"]?[0]?["index_template"]);
    }

    private SetupObject LifecyclePolicy()
    {
        var phases = new JsonObject { ["delete"] = new JsonObject { ["min_age"] = Span(retention), ["actions"] = new JsonObject { ["delete"] = new JsonObject() } } };
        if (target.IsDataStream)
            phases["hot"] = new JsonObject { ["actions"] = new JsonObject { ["rollover"] = new JsonObject { ["max_age"] = "7d", ["max_primary_shard_size"] = "30gb" } } };
        var name = BaseName;
        return new("lifecycle policy", name, $"/_ilm/policy/{Uri.EscapeDataString(name)}", new JsonObject { ["policy"] = SetupObject.Marked(new JsonObject { ["phases"] = phases }) }, answer => answer[name]);
    }

    private SetupObject StatePolicy()
    {
        var rollover = new JsonArray(new JsonObject { ["rollover"] = new JsonObject { ["min_index_age"] = "7d", ["min_size"] = "30gb" } });
        JsonObject State(string name, JsonArray actions, JsonArray transitions) => new() { ["name"] = name, ["actions"] = actions, ["transitions"] = transitions };
        var policy = new JsonObject
        {
            ["description"] = $"Kubernetes events, kept for {Span(retention)}",
            ["default_state"] = "current",
            ["states"] = new JsonArray(
                State("current", target.IsDataStream ? rollover : [], [new JsonObject { ["state_name"] = "gone", ["conditions"] = new JsonObject { ["min_index_age"] = Span(retention) } }]),
                State("gone", [new JsonObject { ["delete"] = new JsonObject() }], [])),
            ["ism_template"] = new JsonArray(new JsonObject { ["index_patterns"] = new JsonArray(Pattern), ["priority"] = Priority }),
        };
        return new("state policy", BaseName, $"/_plugins/_ism/policies/{Uri.EscapeDataString(BaseName)}", new JsonObject { ["policy"] = policy }, static answer => answer);
    }

    private static string Span(TimeSpan span) => span.Ticks % TimeSpan.TicksPerDay == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.Days}d")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)span.TotalHours)}h");
}
