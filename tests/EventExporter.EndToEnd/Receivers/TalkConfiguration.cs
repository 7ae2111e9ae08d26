using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd.Receivers;

/// <summary><c>examples/talk.yaml</c> as it stands, with the addresses of services that are simulated, and waits that suit a test.</summary>
internal static class TalkConfiguration
{
    public static string Write(Workspace workspace, Uri elasticsearch, Uri kinesis, Uri slack, Uri opsgenie, Uri webhook)
    {
        var text = File.ReadAllText(Repository.Example("talk.yaml"));
        (string Written, string Here)[] changes =
        [
            ("http://elasticsearch:9200", $"{elasticsearch}"),
            ("https://hooks.example.org/kubernetes", $"{webhook}"),
            ("      streamName: applicationMetric\n", $"      streamName: applicationMetric\n      endpoint: {kinesis}\n"),
            ("      repeats: post\n", $"      repeats: post\n      url: {slack}api/\n      timeout: 3s\n"),
            ("      priority: P3\n", $"      priority: P3\n      url: {opsgenie}\n      timeout: 3s\n"),
            ("  - name: dump\n", "  - name: dump\n    retry: {timeout: 3s, initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: appMetric\n", "  - name: appMetric\n    retry: {timeout: 3s, initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: personal-message\n", "  - name: personal-message\n    retry: {initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: high-priority-alert\n", "  - name: high-priority-alert\n    retry: {initialDelay: 50ms, maxDelay: 500ms}\n"),
            ("  - name: hook\n", "  - name: hook\n    retry: {timeout: 2s, initialDelay: 50ms, maxDelay: 500ms}\n"),
        ];
        foreach (var (written, here) in changes)
        {
            Assert.Contains(written, text, StringComparison.Ordinal);
            text = text.Replace(written, here, StringComparison.Ordinal);
        }

        return workspace.Write("talk.yaml", $$"""
            logFormat: pretty
            source: {start: all}
            enrichment: {timeout: 20s}
            storage: {path: "{{workspace.Data}}"}
            server: {address: "127.0.0.1:0"}
            {{text}}
            """);
    }
}
