using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>Templates, lifecycle, data stream and the index of incidents of one receiver.</summary>
internal sealed class ClusterSetup(ClusterApi api, ElasticsearchClient client, DocumentTarget target, SetupRequest request, TextWriter output)
{
    /// <returns>What the cluster is.</returns>
    public async Task<ClusterFacts> RunAsync(CancellationToken cancellation)
    {
        var cluster = await LookAsync(cancellation);
        var wanted = new WantedObjects(target, cluster, request.Retention);
        if (api.IsReachable)
            await CheckPrivilegesAsync(wanted, cluster, cancellation);
        var changed = false;
        foreach (var item in wanted.All())
            changed |= await PutAsync(item, cancellation);
        if (target is { IsDataStream: true, IsConstant: true })
            await StreamAsync(target.Name, changed, cancellation);
        if (target.Incidents.Length > 0)
            await IndexAsync(target.Incidents, EventMappings.Incidents(cluster), cancellation);
        return cluster;
    }

    private async Task<ClusterFacts> LookAsync(CancellationToken cancellation)
    {
        JsonNode? about;
        try
        {
            about = await api.GetAsync("/", cancellation);
        }
        catch (HttpRequestException error) when (request.DryRun)
        {
            await output.WriteLineAsync($"# {client.Addresses[0]} does not answer ({error.Message}): this is what a new Elasticsearch {ClusterFacts.Recent.Version} would get.\n");
            api.IsReachable = false;
            return ClusterFacts.Recent;
        }

        var cluster = ClusterFacts.Read(about) ?? throw UserError.Failure($"event-exporter: what answers at {client.Addresses[0]} is neither Elasticsearch nor OpenSearch.");
        await output.WriteLineAsync($"{(request.DryRun ? "# " : "")}{cluster.Product} {cluster.Version} at {client.Addresses[0].GetLeftPart(UriPartial.Authority)}");
        return cluster;
    }

    /// <summary>All that is missing at once, before anything is changed. Where the cluster cannot be asked, the requests themselves will tell.</summary>
    private async Task CheckPrivilegesAsync(WantedObjects wanted, ClusterFacts cluster, CancellationToken cancellation)
    {
        if (cluster.IsOpenSearch)
            return;
        string[] names = target.Incidents.Length > 0 ? [wanted.Pattern, target.Incidents] : [wanted.Pattern];
        var question = new JsonObject
        {
            ["cluster"] = Texts(wanted.UsesIlm ? ["monitor", "manage_index_templates", "manage_ilm"] : ["monitor", "manage_index_templates"]),
            ["index"] = new JsonArray(new JsonObject { ["names"] = Texts(names), ["privileges"] = Texts(["manage"]) }),
        };
        var (status, answer) = await api.AskAsync(HttpMethod.Post, "/_security/user/_has_privileges", question, cancellation);
        if (status != 200)
            return;
        var missing = Refused(answer?["cluster"]).Select(static name => $"cluster privilege {name}")
            .Concat(names.SelectMany(name => Refused(answer?["index"]?[name]).Select(privilege => $"index privilege {privilege} on {name}"))).ToList();
        if (missing.Count == 0)
            return;
        var problem = $"event-exporter: {(string?)answer?["username"] ?? "the user"} lacks {string.Join(", ", missing)} (grant them to the role, or run setup with credentials that have them).";
        if (!request.DryRun)
            throw UserError.Failure(problem);
        await output.WriteLineAsync($"# {problem}\n");
    }

    private async Task<bool> PutAsync(SetupObject item, CancellationToken cancellation)
    {
        var answer = await api.GetAsync(item.Path, cancellation);
        var found = answer is null ? null : item.Found(answer);
        if (found is not null && item.IsAsWanted(found))
        {
            await TellAsync("unchanged", $"{item.Kind} {item.Name}");
            return false;
        }

        if (found is not null && item.IsForeign(found) && !request.Overwrite)
            throw UserError.Failure($"event-exporter: there is {Article(item.Kind)} {item.Kind} {item.Name} that event-exporter did not make (rename it, or let setup replace it with --overwrite).");
        var path = item.Path;
        if (item.Path.StartsWith("/_plugins/_ism/", StringComparison.Ordinal) && answer is not null)
            path += $"?if_seq_no={answer["_seq_no"]}&if_primary_term={answer["_primary_term"]}";
        await api.ChangeAsync(HttpMethod.Put, path, item.Body, cancellation);
        await TellAsync(found is null ? "created" : "updated", $"{item.Kind} {item.Name}");
        return found is not null;
    }

    private static string Article(string kind) => kind[0] is 'i' or 'a' ? "an" : "a";

    /// <summary>A data stream takes a new mapping with its next index, so one that is there already gets that now.</summary>
    private async Task StreamAsync(string name, bool changed, CancellationToken cancellation)
    {
        var path = $"/_data_stream/{Uri.EscapeDataString(name)}";
        if (await api.GetAsync(path, cancellation) is null)
        {
            await api.ChangeAsync(HttpMethod.Put, path, null, cancellation);
            await TellAsync("created", $"data stream {name}");
        }
        else if (changed)
        {
            await api.ChangeAsync(HttpMethod.Post, $"/{Uri.EscapeDataString(name)}/_rollover", null, cancellation);
            await TellAsync("updated", $"data stream {name} (rolled over, so that the new templates hold from now on)");
        }
        else
        {
            await TellAsync("unchanged", $"data stream {name}");
        }
    }

    private async Task IndexAsync(string name, JsonObject mapping, CancellationToken cancellation)
    {
        var path = $"/{Uri.EscapeDataString(name)}";
        var found = await api.GetAsync($"{path}/_mapping", cancellation);
        if (found is null)
        {
            await api.ChangeAsync(HttpMethod.Put, path, null, cancellation);
            await TellAsync("created", $"index {name}");
            return;
        }

        var current = (found as JsonObject)?.FirstOrDefault().Value?["mappings"];
        if (JsonSubset.Holds(current?["properties"], mapping["properties"]))
        {
            await TellAsync("unchanged", $"index {name}");
            return;
        }

        await api.ChangeAsync(HttpMethod.Put, $"{path}/_mapping", new JsonObject { ["properties"] = mapping["properties"]!.DeepClone() }, cancellation);
        await TellAsync("updated", $"index {name} (mapping)");
    }

    private Task TellAsync(string what, string of) => request.DryRun && what != "unchanged"
        ? Task.CompletedTask
        : output.WriteLineAsync(request.DryRun ? $"# unchanged: {of}\n" : $"{what,-9} {of}");

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(static text => (JsonNode)text)];

    private static IEnumerable<string> Refused(JsonNode? granted) =>
        granted is JsonObject members ? members.Where(static member => member.Value?.GetValueKind() == JsonValueKind.False).Select(static member => member.Key) : [];
}
