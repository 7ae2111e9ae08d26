using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Scenarios.Cluster;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Scenarios.Incidents;

/// <summary>An ordinary day: cron jobs every minute, now and then a rollout, a probe that misses once.</summary>
internal sealed class QuietLife : Scenario
{
    private static readonly string[] Rolled = ["cart", "query", "invoicing", "recommendations"];

    public override string Name => "quiet-life";

    public override string Description => "Cron jobs, rollouts and the odd missed probe of a healthy cluster.";

    internal override IEnumerable<TimeSpan> Play(ClusterModel cluster)
    {
        cluster.Stage.Begin(CronJobs(cluster));
        cluster.Stage.Begin(MissedProbes(cluster));
        for (var patch = 3; ; patch++)
        {
            yield return Seconds(45);
            foreach (var pause in cluster.Workloads.RollOut(cluster.Find(cluster.Pick(Rolled)), $"1.4.{patch}"))
                yield return pause;
        }
    }

    private static IEnumerable<TimeSpan> CronJobs(ClusterModel cluster)
    {
        var first = (long)(cluster.Store.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMinutes;
        for (var minute = first; ; minute++)
        {
            cluster.Stage.Begin(RunJob(cluster, "import", minute));
            yield return Seconds(60);
        }
    }

    private static IEnumerable<TimeSpan> RunJob(ClusterModel cluster, string cronJob, long minute)
    {
        var cron = cluster.Store.Get(ResourceKinds.CronJob, "batch", cronJob)!;
        var workload = new Workload(ResourceKinds.Job, "batch", $"{cronJob}-{minute}", "data", 1) { App = cronJob };
        var job = cluster.Create(ResourceKinds.Job, Bodies.Workload(workload, workload.Name, cron, 1), "kube-controller-manager");
        var about = cluster.About(ResourceKinds.CronJob, "batch", cronJob) with { ResourceVersion = "1" };
        cluster.Component("cronjob-controller").Normal(about, "SuccessfulCreate", "Created job " + workload.Name);
        var pod = cluster.Pods.Create(workload, job);
        cluster.Component("job-controller").Normal(cluster.About(ResourceKinds.Job, "batch", workload.Name), "SuccessfulCreate", "Created pod: " + pod.Name);
        foreach (var pause in cluster.Pods.Start(pod, imagePresent: true))
            yield return pause;
        yield return cluster.Between(5, 15);
        cluster.Pods.SetState(pod, "Succeeded", ready: false, new JsonObject { ["terminated"] = new JsonObject { ["reason"] = "Completed", ["exitCode"] = 0 } });
        cluster.Component("job-controller").Normal(cluster.About(ResourceKinds.Job, "batch", workload.Name), "Completed", "Job completed");
        cluster.Component("cronjob-controller").Normal(about, "SawCompletedJob", $"Saw completed job: {workload.Name}, condition: Complete");
        yield return Seconds(90);
        cluster.Pods.Delete(pod, kubeletAnswers: false);
        cluster.Store.Delete(ResourceKinds.Job, "batch", workload.Name);
        cluster.Component("cronjob-controller").Normal(about, "SuccessfulDelete", "Deleted job " + workload.Name);
    }

    private static IEnumerable<TimeSpan> MissedProbes(ClusterModel cluster)
    {
        while (true)
        {
            yield return cluster.Between(20, 40);
            var running = cluster.Find("frontend").Pods.Where(static p => p.IsReady).ToList();
            if (running.Count == 0)
                continue;
            var pod = cluster.Pick(running);
            cluster.Pods.Say(pod, "Warning", "Unhealthy", $"Readiness probe failed: Get \"http://{pod.Ip}:8080/readyz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
    }
}
