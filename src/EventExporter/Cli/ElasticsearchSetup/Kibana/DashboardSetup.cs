using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>
/// Imports the dashboards that are not there yet, or are there from an earlier version of the program. An object carries the digest of what
/// was imported; one that people have changed since, and that has not changed here, is left as they want it.
/// </summary>
internal sealed class DashboardSetup(KibanaApi? kibana, DocumentTarget target, ClusterFacts cluster, SetupRequest request, TextWriter output)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (kibana is null)
        {
            if (!request.DryRun)
                await output.WriteLineAsync("No dashboards: neither kibana.url nor --kibana says where Kibana is.");
            return;
        }

        var objects = SavedObjects.For(target, new WantedObjects(target, cluster, request.Retention).Pattern, cluster.IsOpenSearch);
        if (request.DryRun)
        {
            await output.WriteLineAsync($"POST {kibana.Address.GetLeftPart(UriPartial.Path).TrimEnd('/')}{(kibana.Space.Length > 0 ? $"/s/{kibana.Space}" : "")}/api/saved_objects/_import?overwrite=true");
            await output.WriteLineAsync($"{(cluster.IsOpenSearch ? "osd" : "kbn")}-xsrf: true\ncontent-type: multipart/form-data, file=event-exporter.ndjson\n\n{SavedObject.Lines(objects)}");
            return;
        }

        await output.WriteLineAsync($"{(cluster.IsOpenSearch ? "OpenSearch Dashboards" : "Kibana")} at {kibana.Address.GetLeftPart(UriPartial.Authority)}{(kibana.Space.Length > 0 ? $", space {kibana.Space}" : "")}");
        await ImportAsync(kibana, objects, cancellation);
    }

    private async Task ImportAsync(KibanaApi api, IReadOnlyList<SavedObject> objects, CancellationToken cancellation)
    {
        var told = new List<string>();
        var missing = new List<SavedObject>();
        foreach (var item in objects)
        {
            var found = await api.ExportAsync(item.Type, item.Id, cancellation);
            if (found is null || !item.IsIn(found["attributes"] as JsonObject))
                missing.Add(item);
            told.Add($"{(found is null ? "created" : missing.Contains(item) ? "updated" : "unchanged"),-9} {item.KindForPeople} {item.Title}");
        }

        if (missing.Count > 0)
            await api.ImportAsync(SavedObject.Lines(missing.Select(static item => item.Marked())), cancellation);
        foreach (var line in told)
            await output.WriteLineAsync(line);
    }
}
