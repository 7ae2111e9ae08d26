using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;

namespace EventExporter.EndToEnd;

/// <summary>
/// The basic story against a real API server and etcd. Runs where <c>KUBEBUILDER_ASSETS</c> names a folder with <c>etcd</c> and
/// <c>kube-apiserver</c>, as envtest has it (book.kubebuilder.io/reference/envtest).
/// </summary>
public sealed class RealControlPlaneStory
{
    [SkippableFact]
    public async Task Events_created_through_the_API_arrive_with_their_true_counts_over_a_kill()
    {
        var assets = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS");
        Skip.If(string.IsNullOrEmpty(assets), "KUBEBUILDER_ASSETS is not set");
        using var workspace = new Workspace();
        await using var elasticsearch = new ElasticsearchSimulator();
        await elasticsearch.StartAsync();
        await using var cluster = await ControlPlane.StartAsync(assets!, workspace);
        var config = workspace.Write("config.yaml", $$"""
            clusterName: real
            logFormat: pretty
            source: {start: all}
            storage: {path: "{{workspace.Data}}"}
            server: {address: "127.0.0.1:0"}
            route: {match: [{receiver: search, namespace: ^default$, reason: ^Tested$}]}
            receivers:
              - name: search
                elasticsearch: {hosts: ["{{elasticsearch.Address}}"], index: kube-events}
            """);
        Ledger Indexed() => Ledger.Of(elasticsearch.Documents.Values);

        for (var i = 0; i < 20; i++)
            await cluster.CreateEventAsync($"before-{i}");
        await using (var first = await RunningExporter.StartAsync(config, cluster.Kubeconfig))
        {
            await Eventually.EqualAsync(20, () => Indexed().Sum, () => first.Log);
            for (var i = 0; i < 20; i++)
                await cluster.CountUpAsync($"before-{i}", 3);
            await Eventually.EqualAsync(60, () => Indexed().Sum, () => first.Log);
            await first.KillAsync();
        }

        for (var i = 0; i < 20; i++)
            await cluster.CountUpAsync($"before-{i}", 5);
        await using var second = await RunningExporter.StartAsync(config, cluster.Kubeconfig);
        await cluster.CreateEventAsync("after");
        await Eventually.EqualAsync(101, () => Indexed().Sum, () => second.Log);
        Assert.All(Indexed().Sums.Values, sum => Assert.Contains(sum, new long[] { 1, 5 }));
        Assert.Empty(Indexed().Gaps);
    }
}
