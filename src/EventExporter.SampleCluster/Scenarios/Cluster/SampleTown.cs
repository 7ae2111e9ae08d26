using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Cluster;

/// <summary>The cluster that every scenario finds: a web shop's, with six nodes and what runs on them.</summary>
internal static class SampleTown
{
    private static readonly (string Name, string Team)[] Namespaces =
        [("payments", "payments"), ("shop", "storefront"), ("search", "search"), ("monitoring", "platform"), ("batch", "data"), ("ingress", "platform")];

    public static void Build(ClusterModel cluster)
    {
        foreach (var (name, team) in Namespaces)
            cluster.Create(ResourceKinds.Namespace, BaseNamespaces.Body(name, new JsonObject { ["team"] = team, ["env"] = "prod" }), "kubectl-create");
        for (var i = 0; i < 6; i++)
            cluster.Nodes.Add("node-" + (char)('a' + i), "zone-" + (i % 3 + 1));
        AddWorkloads(cluster.Workloads);
        AddOthers(cluster);
        cluster.HasBeenBuilt();
    }

    private static void AddWorkloads(WorkloadActs workloads)
    {
        var deployment = ResourceKinds.Deployment;
        workloads.AddRunning(deployment, "payments", "checkout", "payments", 4);
        workloads.AddRunning(deployment, "payments", "invoicing", "payments", 2);
        workloads.AddRunning(ResourceKinds.StatefulSet, "payments", "ledger", "payments", 3);
        workloads.AddRunning(deployment, "shop", "frontend", "storefront", 5);
        workloads.AddRunning(deployment, "shop", "cart", "storefront", 3);
        workloads.AddRunning(deployment, "shop", "recommendations", "storefront", 2);
        workloads.AddRunning(deployment, "search", "query", "search", 4);
        workloads.AddRunning(deployment, "search", "indexer", "search", 2);
        workloads.AddRunning(deployment, "ingress", "gateway", "platform", 2);
        workloads.AddRunning(deployment, "monitoring", "prometheus", "platform", 1);
        workloads.AddRunning(ResourceKinds.DaemonSet, "monitoring", "node-exporter", "platform", 6);
        workloads.AddRunning(deployment, "kube-system", "coredns", "platform", 2);
    }

    private static void AddOthers(ClusterModel cluster)
    {
        foreach (var (ns, name, schedule) in new[] { ("batch", "nightly-report", "*/5 * * * *"), ("batch", "import", "* * * * *"), ("shop", "cleanup", "*/10 * * * *") })
        {
            var body = new JsonObject
            {
                ["metadata"] = Bodies.Metadata(ns, name, new JsonObject { ["app"] = name, ["team"] = "data" }),
                ["spec"] = new JsonObject { ["schedule"] = schedule, ["suspend"] = false },
                ["status"] = new JsonObject(),
            };
            cluster.Create(ResourceKinds.CronJob, body, "kubectl-create");
        }

        for (var i = 0; i < 3; i++)
            cluster.Create(ResourceKinds.PersistentVolumeClaim, Claim("payments", $"data-ledger-{i}"), "kube-controller-manager");
        cluster.Create(ResourceKinds.HorizontalPodAutoscaler, Autoscaler("shop", "frontend", 3, 12), "kubectl-create");
        cluster.Create(ResourceKinds.Service, Service("shop", "frontend"), "kubectl-create");
        cluster.Create(ResourceKinds.Backup, new JsonObject { ["metadata"] = Bodies.Metadata("payments", "ledger-daily", new JsonObject { ["team"] = "payments" }) }, "backup-operator");
    }

    private static JsonObject Claim(string ns, string name) => new()
    {
        ["metadata"] = Bodies.Metadata(ns, name, new JsonObject { ["app"] = "ledger", ["team"] = "payments" }),
        ["spec"] = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce"), ["storageClassName"] = "fast", ["volumeName"] = "pvc-" + name },
        ["status"] = new JsonObject { ["phase"] = "Bound", ["capacity"] = new JsonObject { ["storage"] = "50Gi" } },
    };

    private static JsonObject Autoscaler(string ns, string name, int least, int most) => new()
    {
        ["metadata"] = Bodies.Metadata(ns, name, new JsonObject { ["app"] = name, ["team"] = "storefront" }),
        ["spec"] = new JsonObject
        {
            ["scaleTargetRef"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = name },
            ["minReplicas"] = least,
            ["maxReplicas"] = most,
        },
        ["status"] = new JsonObject { ["currentReplicas"] = 5 },
    };

    private static JsonObject Service(string ns, string name) => new()
    {
        ["metadata"] = Bodies.Metadata(ns, name, new JsonObject { ["app"] = name }),
        ["spec"] = new JsonObject { ["type"] = "ClusterIP", ["clusterIP"] = "10.96.14.7", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80, ["protocol"] = "TCP" }) },
    };
}
