namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>The configuration of the measured runs: what a cluster with a few teams might have.</summary>
internal static class ExporterConfig
{
    public static string Write(string folder, string address, string hosts)
    {
        var path = Path.Combine(folder, "config.yaml");
        File.WriteAllText(path, $$"""
            clusterName: production-1
            server:
              address: {{address}}
            storage:
              path: {{Path.Combine(folder, "data")}}
            route:
              routes:
                - match:
                    - receiver: everything
                - drop:
                    - type: ^Normal$
                    - namespace: ^(kube-.*|monitoring)$
                      reason: Unhealthy|BackOff
                  routes:
                    - match:
                        - receiver: on-call
                          severity: critical
                          labels: {team: ^platform$}
                    - match:
                        - receiver: on-call
                          kind: ^Node$
                          reason: NotReady|Rebooted|.*Pressure$
                    - match:
                        - receiver: on-call
                          message: (?i)certificate (has )?expired|x509
                    - match:
                        - receiver: on-call
                          namespace: ^legacy-
                          owner: {kind: ^StatefulSet$, name: ^postgres-.*}
                    - match:
                        - receiver: on-call
                          component: ^cloud-.*-controller$
                          minCount: 5
                    - match:
                        - receiver: on-call
                          namespaceLabels: {tier: gold}
                          not: {reason: FailedScheduling}
            receivers:
              - name: everything
                elasticsearch:
                  hosts: [{{hosts}}]
                  indexFormat: kube-events-{2006-01-02}
              - name: on-call
                file:
                  path: {{Path.Combine(folder, "on-call.jsonl")}}
            """);
        return path;
    }
}
