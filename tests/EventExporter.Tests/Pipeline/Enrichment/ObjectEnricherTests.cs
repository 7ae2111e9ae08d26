using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Enrichment;

public sealed class ObjectEnricherTests : IDisposable
{
    private readonly EnricherScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_pod_is_known_with_labels_owners_up_to_the_deployment_and_the_labels_of_its_namespace()
    {
        PutCart();

        var facts = await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));

        Assert.Equal(LookupResult.Found, facts.Lookup);
        Assert.Equal("cart", facts.Labels["app"]);
        Assert.Equal(["ReplicaSet", "Deployment"], facts.OwnerChain.Select(o => o.Kind));
        Assert.Equal("cart", facts.RootOwner?.Name);
        Assert.Equal("gold", facts.NamespaceLabels["tier"]);
        Assert.False(facts.Deleted);
    }

    [Fact]
    public async Task What_is_known_is_not_asked_for_again_until_it_expires()
    {
        PutCart();
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        var reads = _scene.Cluster.Reads.Count;

        var again = _scene.Enricher.EnrichAsync([_scene.About("Pod", "cart-1", "p1")], CancellationToken.None);

        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(reads, _scene.Cluster.Reads.Count);
        _scene.Time.Advance(TimeSpan.FromMinutes(10));
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        Assert.Equal(2, _scene.Cluster.ReadsOf("Pod"));
    }

    [Fact]
    public async Task An_object_that_took_over_the_name_does_not_lend_its_labels_to_the_old_one()
    {
        _scene.Cluster.Put("Pod", "shop", "db-0", "new", null, ("version", "2"));

        var old = await _scene.FactsOf(_scene.About("Pod", "db-0", "old"));
        var current = await _scene.FactsOf(_scene.About("Pod", "db-0", "new"));

        Assert.Equal(LookupResult.NotFound, old.Lookup);
        Assert.True(old.Deleted);
        Assert.Empty(old.Labels);
        Assert.Equal("2", current.Labels["version"]);
    }

    [Fact]
    public async Task A_pod_that_was_known_keeps_its_labels_after_it_is_deleted()
    {
        PutCart();
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        _scene.Cluster.Delete("Pod", "shop", "cart-1");

        var within = await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        _scene.Time.Advance(TimeSpan.FromMinutes(11));
        var after = await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));

        Assert.False(within.Deleted);
        Assert.Equal("cart", within.Labels["app"]);
        Assert.True(after.Deleted);
        Assert.Equal("cart", after.Labels["app"]);
    }

    [Fact]
    public async Task An_object_that_is_gone_is_marked_deleted_and_asked_for_again_after_a_minute()
    {
        Assert.True((await _scene.FactsOf(_scene.About("Pod", "ghost", "g"))).Deleted);
        await _scene.FactsOf(_scene.About("Pod", "ghost", "g"));
        Assert.Equal(1, _scene.Cluster.ReadsOf("Pod"));

        _scene.Time.Advance(TimeSpan.FromMinutes(1));
        await _scene.FactsOf(_scene.About("Pod", "ghost", "g"));
        Assert.Equal(2, _scene.Cluster.ReadsOf("Pod"));
    }

    [Fact]
    public async Task The_kubelets_events_of_a_node_carry_its_name_as_uid_and_still_find_it()
    {
        _scene.Cluster.Put("Node", "", "node-a", "real-uid", null, ("zone", "a"));

        var facts = await _scene.FactsOf(_scene.About("Node", "node-a", "node-a", ns: "", apiVersion: ""));

        Assert.Equal("a", facts.Labels["zone"]);
        Assert.Equal("node-a", facts.Node);
    }

    [Fact]
    public async Task A_reference_without_version_and_uid_is_looked_up_and_kept_for_a_short_while_only()
    {
        _scene.Cluster.Put("Pod", "shop", "db-0", "one", null, ("version", "1"));
        var reference = _scene.About("Pod", "db-0", uid: "", apiVersion: "");
        Assert.Equal("1", (await _scene.FactsOf(reference)).Labels["version"]);
        Assert.Equal("v1", _scene.Cluster.Reads.First(r => r.Kind == "Pod").ApiVersion);

        _scene.Cluster.Put("Pod", "shop", "db-0", "two", null, ("version", "2"));
        _scene.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("2", (await _scene.FactsOf(reference)).Labels["version"]);
    }

    [Theory]
    [InlineData("", "cart-1")]
    [InlineData("Pod", "")]
    [InlineData("Widget", "w")]
    public async Task A_reference_that_is_too_incomplete_is_not_looked_up(string kind, string name)
    {
        var facts = await _scene.FactsOf(_scene.About(kind, name, "u", apiVersion: ""));

        Assert.Equal(LookupResult.Omitted, facts.Lookup);
        Assert.Empty(_scene.Cluster.Reads);
    }

    [Fact]
    public async Task A_kind_that_may_not_be_read_is_logged_once_and_asked_for_once()
    {
        _scene.Cluster.AnswerForKind("Pod", MetadataAnswer.Forbidden("pods is forbidden: cannot get resource \"pods\""));

        foreach (var i in Enumerable.Range(0, 20))
            Assert.Equal(LookupResult.Forbidden, (await _scene.FactsOf(_scene.About("Pod", $"p{i}", $"u{i}"))).Lookup);

        Assert.Equal(1, _scene.Cluster.ReadsOf("Pod"));
        var line = Assert.Single(_scene.Log.Lines);
        Assert.Contains("Pod (v1)", line, StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"pods\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_is_granted_later_is_noticed()
    {
        PutCart();
        _scene.Cluster.AnswerForKind("Pod", MetadataAnswer.Forbidden("no"));
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        _scene.Cluster.AnswerForKind("Pod", null);

        _scene.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(LookupResult.Found, (await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"))).Lookup);
    }

    [Fact]
    public async Task An_owner_that_may_not_be_read_ends_the_chain_as_its_last_link()
    {
        PutCart();
        _scene.Cluster.AnswerForKind("ReplicaSet", MetadataAnswer.Forbidden("no"));

        var facts = await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));

        Assert.Equal(["ReplicaSet"], facts.OwnerChain.Select(o => o.Kind));
        Assert.Equal("cart", facts.Labels["app"]);
    }

    [Fact]
    public async Task Owners_that_own_each_other_do_not_keep_the_enricher_busy()
    {
        _scene.Cluster.Put("Widget", "shop", "a", "ua", EnricherScene.Owner("x/v1", "Widget", "b", "ub"));
        _scene.Cluster.Put("Widget", "shop", "b", "ub", EnricherScene.Owner("x/v1", "Widget", "a", "ua"));

        var facts = await _scene.FactsOf(_scene.About("Widget", "a", "ua", apiVersion: "x/v1"));

        Assert.Equal(["b"], facts.OwnerChain.Select(o => o.Name));
    }

    [Fact]
    public async Task A_chain_without_end_is_followed_eight_owners_deep()
    {
        for (var i = 0; i < 20; i++)
            _scene.Cluster.Put("Widget", "shop", $"w{i}", $"u{i}", EnricherScene.Owner("x/v1", "Widget", $"w{i + 1}", $"u{i + 1}"));

        Assert.Equal(8, (await _scene.FactsOf(_scene.About("Widget", "w0", "u0", apiVersion: "x/v1"))).OwnerChain.Count);
    }

    [Fact]
    public async Task An_owner_that_is_not_the_controller_is_listed_but_not_followed()
    {
        _scene.Cluster.Put("Pod", "shop", "p", "u", EnricherScene.Owner("v1", "ConfigMap", "c", "uc", controller: false));

        var facts = await _scene.FactsOf(_scene.About("Pod", "p", "u"));

        Assert.Single(facts.OwnerReferences);
        Assert.Null(facts.RootOwner);
    }

    [Theory]
    [InlineData("node-a", "", "", "node-a")]
    [InlineData("", "kubelet", "node-b", "node-b")]
    [InlineData("", "default-scheduler", "default-scheduler-control-plane-0", "")]
    public async Task The_node_of_a_pod_event_is_the_host_that_reported_it(string host, string controller, string instance, string node)
    {
        PutCart();
        var e = _scene.About("Pod", "cart-1", "p1") with { SourceHost = host, ReportingController = controller, ReportingInstance = instance };

        Assert.Equal(node, (await _scene.FactsOf(e)).Node);
        Assert.Equal(node, (await _scene.FactsOf(e)).Node);
    }

    [Fact]
    public async Task A_reader_that_throws_costs_the_event_its_labels_and_nothing_more()
    {
        using var scene = new EnricherScene();
        scene.Cluster.AnswerForKind("Pod", MetadataAnswer.Failed("connection refused"));
        Assert.Equal(LookupResult.Failed, (await scene.FactsOf(scene.About("Pod", "p", "u"))).Lookup);

        scene.Cluster.AnswerForKind("Pod", null);
        scene.Cluster.Put("Pod", "shop", "p", "u");
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(LookupResult.Found, (await scene.FactsOf(scene.About("Pod", "p", "u"))).Lookup);
    }

    [Fact]
    public async Task What_was_known_of_an_object_outlasts_a_failing_API_server()
    {
        PutCart();
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        _scene.Cluster.AnswerForKind("Pod", MetadataAnswer.Failed("connection refused"));
        _scene.Time.Advance(TimeSpan.FromMinutes(11));

        var facts = await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));

        Assert.Equal(LookupResult.Found, facts.Lookup);
        Assert.Equal("cart", facts.Labels["app"]);
    }

    [Fact]
    public async Task Each_lookup_is_counted_once_under_how_it_ended()
    {
        PutCart();
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        await _scene.FactsOf(_scene.About("Pod", "cart-1", "p1"));
        await _scene.FactsOf(_scene.About("Pod", "ghost", "g"));

        var text = _scene.Prometheus.Write();

        Assert.Contains("event_exporter_enrichment_lookups_total{result=\"miss\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_enrichment_lookups_total{result=\"hit\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_enrichment_lookups_total{result=\"not_found\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("event_exporter_enrichment_cache_entries 5\n", text, StringComparison.Ordinal);
    }

    private void PutCart()
    {
        _scene.Cluster.Put("Namespace", "", "shop", "ns", null, ("tier", "gold"));
        _scene.Cluster.Put("Deployment", "shop", "cart", "d1");
        _scene.Cluster.Put("ReplicaSet", "shop", "cart-rs", "r1", EnricherScene.Owner("apps/v1", "Deployment", "cart", "d1"));
        _scene.Cluster.Put("Pod", "shop", "cart-1", "p1", EnricherScene.Owner("apps/v1", "ReplicaSet", "cart-rs", "r1"), ("app", "cart"));
    }
}
