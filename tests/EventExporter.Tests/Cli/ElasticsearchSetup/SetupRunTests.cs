using System.Diagnostics.CodeAnalysis;
using EventExporter.Cli;
using EventExporter.Cli.ElasticsearchSetup;
using EventExporter.Testing.Simulators;

namespace EventExporter.Tests.Cli.ElasticsearchSetup;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class SetupRunTests : IAsyncLifetime
{
    private readonly ElasticsearchSimulator _cluster = new();
    private readonly KibanaSimulator _kibana = new();
    private readonly string _config = Path.GetTempFileName();

    public async Task InitializeAsync()
    {
        await _cluster.StartAsync();
        await _kibana.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _kibana.DisposeAsync();
        File.Delete(_config);
    }

    [Fact]
    public async Task The_first_run_creates_everything_and_the_second_changes_nothing()
    {
        var first = await RunAsync();
        Assert.Equal(
            [
                $"Elasticsearch 8.15.3 at {_cluster.Address.GetLeftPart(UriPartial.Authority)}",
                "created   component template logs-kubernetes.event@settings",
                "created   component template logs-kubernetes.event@mappings",
                "created   index template logs-kubernetes.event",
                "created   component template kubernetes-incidents@mappings",
                "created   index template kubernetes-incidents",
                "created   data stream logs-kubernetes.event-default",
                "created   index kubernetes-incidents",
                $"Kibana at {_kibana.Address.GetLeftPart(UriPartial.Authority)}",
                "created   data view logs-kubernetes.event-*",
                "created   saved search Kubernetes events, newest first",
                "created   data view kubernetes-incidents",
                "created   saved search Kubernetes incidents, newest first",
                "created   dashboard Kubernetes events",
                "created   dashboard Kubernetes incidents",
            ],
            first);
        var (changes, imports) = (_cluster.Changes.Count, _kibana.Imports);

        var second = await RunAsync();
        Assert.All(second.Where(line => !line.Contains(" at ", StringComparison.Ordinal)), line => Assert.StartsWith("unchanged ", line, StringComparison.Ordinal));
        Assert.Equal((first.Length, changes, imports), (second.Length, _cluster.Changes.Count, _kibana.Imports));
        Assert.Equal("500", _cluster.Objects["_index_template/logs-kubernetes.event"]["priority"]!.ToString());
        Assert.NotNull(_cluster.Objects["_index_template/logs-kubernetes.event"]["data_stream"]);
        Assert.Equal("30d", (string?)_cluster.Objects["_component_template/logs-kubernetes.event@settings"]["template"]!["lifecycle"]!["data_retention"]);
    }

    [Fact]
    public async Task What_differs_is_updated_and_the_data_stream_rolls_over_to_it()
    {
        await RunAsync();
        _cluster.Changes.Clear();
        var lines = await RunAsync(retention: TimeSpan.FromDays(90));
        Assert.Equal(["PUT /_component_template/logs-kubernetes.event@settings", "POST /logs-kubernetes.event-default/_rollover"], _cluster.Changes);
        Assert.Contains("updated   component template logs-kubernetes.event@settings", lines);
        Assert.Contains("unchanged index template logs-kubernetes.event", lines);
    }

    [Fact]
    public async Task A_dry_run_prints_the_requests_and_sends_none()
    {
        var text = string.Join('\n', await RunAsync(dryRun: true));
        Assert.Empty(_cluster.Changes);
        Assert.Empty(_kibana.Objects);
        Assert.Contains("PUT /_index_template/logs-kubernetes.event\n{\n  \"index_patterns\": [\n    \"logs-kubernetes.event-*\"", text, StringComparison.Ordinal);
        Assert.Contains("PUT /_data_stream/logs-kubernetes.event-default\n", text, StringComparison.Ordinal);
        Assert.Contains($"POST {_kibana.Address.ToString().TrimEnd('/')}/api/saved_objects/_import?overwrite=true\n", text, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"dashboard\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_without_a_cluster_shows_what_a_new_one_would_get()
    {
        await _cluster.StopAsync();
        var lines = await RunAsync(dryRun: true);
        Assert.Contains("this is what a new Elasticsearch 8.17 would get", lines[0], StringComparison.Ordinal);
        Assert.Contains("PUT /_component_template/logs-kubernetes.event%40mappings", lines);
    }

    [Fact]
    public async Task Everything_that_is_missing_in_privileges_is_told_before_anything_is_changed()
    {
        _cluster.Lacking.UnionWith(["manage_index_templates", "manage"]);
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Equal(
            (1, "event-exporter: exporter lacks cluster privilege manage_index_templates, index privilege manage on logs-kubernetes.event-*, index privilege manage on kubernetes-incidents (grant them to the role, or run setup with credentials that have them)."),
            (error.ExitCode, error.Message));
        Assert.Empty(_cluster.Changes);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_words_of_the_service()
    {
        _kibana.IsReadOnly = true;
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Contains("refuses importing dashboards: 403 Unable to bulk_create dashboard,index-pattern (the role needs the Kibana privileges", error.Message, StringComparison.Ordinal);
        _cluster.Authorization = "ApiKey other";
        error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Equal("event-exporter: GET / is refused: 401 security_exception: missing authentication credentials for REST request [/] (are username and password, or apiKey, right?)", error.Message);
    }

    [Fact]
    public async Task A_template_of_others_is_not_replaced_unless_asked()
    {
        await PutAsync("/_index_template/logs-kubernetes.event", """{"index_patterns":["logs-kubernetes.event-*"],"priority":200}""");
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Equal("event-exporter: there is an index template logs-kubernetes.event that event-exporter did not make (rename it, or let setup replace it with --overwrite).", error.Message);
        Assert.Contains("updated   index template logs-kubernetes.event", await RunAsync(overwrite: true));
    }

    [Fact]
    public async Task An_older_cluster_gets_a_lifecycle_policy()
    {
        _cluster.Version = "8.11.1";
        var lines = await RunAsync();
        Assert.Contains("created   lifecycle policy logs-kubernetes.event", lines);
        Assert.Equal("logs-kubernetes.event", (string?)_cluster.Objects["_component_template/logs-kubernetes.event@settings"]["template"]!["settings"]!["index.lifecycle.name"]);
        Assert.Contains("unchanged lifecycle policy logs-kubernetes.event", await RunAsync());
        await PutAsync("/_ilm/policy/logs-kubernetes.event", """{"policy":{"phases":{}}}""");
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Contains("there is a lifecycle policy logs-kubernetes.event that event-exporter did not make", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSearch_gets_its_own_types_policy_and_visualizations()
    {
        (_cluster.IsOpenSearch, _kibana.IsOpenSearch, _cluster.Version) = (true, true, "2.17.0");
        var lines = await RunAsync(type: "opensearch");
        Assert.Equal($"OpenSearch 2.17.0 at {_cluster.Address.GetLeftPart(UriPartial.Authority)}", lines[0]);
        Assert.Contains("created   state policy logs-kubernetes.event", lines);
        Assert.Contains(_kibana.Objects.Keys, key => key is { Type: "visualization", Id: "event-exporter-events-reasons" });
        var changes = _cluster.Changes.Count;
        Assert.DoesNotContain(await RunAsync(type: "opensearch"), line => line.StartsWith("created", StringComparison.Ordinal) || line.StartsWith("updated", StringComparison.Ordinal));
        Assert.Equal(changes, _cluster.Changes.Count);
        Assert.Contains("updated   state policy logs-kubernetes.event", await RunAsync(type: "opensearch", retention: TimeSpan.FromDays(7)));
    }

    [Fact]
    public async Task An_index_with_a_date_in_its_name_gets_templates_for_all_of_them_and_no_data_stream()
    {
        var lines = await RunAsync(more: "indexFormat: \"kube-events-{2006-01-02}\"");
        Assert.Equal("kube-events-*", (string?)_cluster.Objects["_index_template/kube-events"]["index_patterns"]![0]);
        Assert.Contains("created   lifecycle policy kube-events", lines);
        Assert.DoesNotContain(lines, line => line.Contains("incident", StringComparison.Ordinal) || line.Contains("data stream", StringComparison.Ordinal));
        Assert.Contains("\"sourceField\":\"reason\"", _kibana.Objects[("", "dashboard", "event-exporter-events")]["attributes"]!["panelsJSON"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboards_go_into_the_space_that_is_named()
    {
        _kibana.Spaces.Add("ops");
        await RunAsync(space: "ops");
        Assert.Contains(("ops", "dashboard", "event-exporter-events"), _kibana.Objects.Keys);
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync(space: "oops"));
        Assert.Contains("is there a space 'oops'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_Kibana_says_that_it_is()
    {
        _kibana.Version = new Version(8, 5, 0);
        var error = await Assert.ThrowsAsync<UserError>(() => RunAsync());
        Assert.Contains("belongs to a more recent version of Kibana [8.8.0]", error.Message, StringComparison.Ordinal);
    }

    private async Task<string[]> RunAsync(
        string type = "elasticsearch", string more = "compress: true", string? space = null, bool dryRun = false, bool overwrite = false, TimeSpan? retention = null)
    {
        await File.WriteAllTextAsync(_config, $$"""
            route: {match: [{receiver: search}]}
            receivers:
              - name: search
                {{type}}: {hosts: ["{{_cluster.Address}}"], kibana: {url: "{{_kibana.Address}}"}, {{more}}}
            """);
        var output = new StringWriter();
        var request = new SetupRequest(_config, null, null, space, retention ?? TimeSpan.FromDays(30), dryRun, overwrite);
        Assert.Equal(0, await SetupRun.RunAsync(request, output, TimeProvider.System, CancellationToken.None));
        return output.ToString().TrimEnd().Split('\n');
    }

    private async Task PutAsync(string path, string json)
    {
        using var client = new HttpClient();
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri(_cluster.Address, path), content);
        Assert.True(response.IsSuccessStatusCode);
    }
}
