using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Somebody writes templates and wants to see what comes of them before anything is sent.</summary>
public sealed class RenderStory : IDisposable
{
    private const string Event = """
        apiVersion: v1
        kind: Event
        metadata: {name: web-1.abc, namespace: shop, uid: 0b8a1f0e-0000-4000-8000-000000000001, resourceVersion: "42"}
        involvedObject: {apiVersion: v1, kind: Pod, namespace: shop, name: web-1, labels: {app: web}}
        reason: BackOff
        message: it fell over
        type: Warning
        count: 7
        lastTimestamp: "2026-11-20T13:05:00Z"
        """;

    private const string Config = """
        route: {match: [{receiver: hook}, {receiver: search}]}
        receivers:
          - name: hook
            webhook:
              endpoint: "https://hooks.example.com/{{ namespace }}"
              headers: {Authorization: "Bearer very-secret-token", X-App: "{{ involved_object.labels.app }}"}
              layout: {count: "{{ count }}", note: "{{ reason }} very-secret-token"}
          - name: search
            elasticsearch: {hosts: ["http://search:9200"], index: "events-{{ namespace }}", apiKey: very-secret-key}
        """;

    private readonly Workspace _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_template_on_the_command_line_is_rendered_for_an_event()
    {
        var result = await RenderAsync("--template", "{{ reason | string.downcase }} on {{ involved_object.name }}", "--event", _files.Write("e.yaml", Event));
        Assert.Equal(("backoff on web-1", 0), (result.Output.TrimEnd('\n'), result.ExitCode));
    }

    [Fact]
    public async Task A_template_file_is_rendered_with_any_document()
    {
        var template = _files.Write("t.sbn", "{{ for p in people }}{{ p.name }} {{ end }}");
        var result = await RenderAsync("--template", "@" + template, "--model", _files.Write("m.json", """{"people": [{"name": "Ada"}, {"name": "Grace"}]}"""));
        Assert.Equal("Ada Grace", result.Output.Trim());
    }

    [Fact]
    public async Task A_template_that_does_not_parse_shows_each_place_with_a_caret_and_exits_with_2()
    {
        var result = await RenderAsync("--template", "a {{ 1 + }} {{ if x }}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("template:1:", result.Errors, StringComparison.Ordinal);
        Assert.Contains("    a {{ 1 + }} {{ if x }}\n", result.Errors, StringComparison.Ordinal);
        Assert.Contains("^", result.Errors, StringComparison.Ordinal);
        Assert.True(result.Errors.Split("template:1:").Length > 2, "both mistakes are shown");
    }

    [Fact]
    public async Task A_template_that_fails_for_this_event_exits_with_1()
    {
        var result = await RenderAsync("--template", "{{ reason | string.upcaze }}", "--event", _files.Write("e.yaml", Event));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("string.upcaze", result.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receivers_request_is_shown_whole_and_its_secrets_are_masked()
    {
        var config = _files.Write("c.yaml", Config);
        var hook = await RenderAsync("--config", config, "--receiver", "hook", "--event", _files.Write("e.yaml", Event));
        Assert.StartsWith("POST https://hooks.example.com/shop\n", hook.Output, StringComparison.Ordinal);
        Assert.Contains("x-app: web\n", hook.Output, StringComparison.Ordinal);
        Assert.Contains("""{"count":7,"note":"BackOff""", hook.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer very-secret-token", hook.Output, StringComparison.Ordinal);

        var search = await RenderAsync("--config", config, "--receiver", "search", "--event", _files.Write("e.yaml", Event));
        Assert.Contains("""{"create":{"_index":"events-shop","_id":"0b8a1f0e-0000-4000-8000-000000000001:42"}}""", search.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret-key", search.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_functions_are_listed_and_a_wrong_name_gets_the_nearest()
    {
        var one = await ExporterProcess.RunAsync("functions", "string.truncate");
        Assert.StartsWith("string.truncate <text> <length>", one.Output, StringComparison.Ordinal);
        var wrong = await ExporterProcess.RunAsync("functions", "string.truncat");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("did you mean", wrong.Errors, StringComparison.Ordinal);
    }

    private static Task<ExporterProcess.Result> RenderAsync(params string[] arguments) => ExporterProcess.RunAsync(["render", .. arguments]);
}
