using System.Text.Json.Nodes;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Someone writes a configuration and asks what is wrong with it.</summary>
public sealed class CheckedConfigurationStory : IDisposable
{
    private const string TenMistakes = """
        clusterName: sample
        logLevl: debug
        maxEventAgeSeconds: soon
        source:
          fieldSelector: type!=Normal,reason
        route:
          routes:
            - match:
                - receiver: archive
                  reason: "*test*"
                - receiver: nobody
            - drop:
                - namespace: ^kube-system$
              match:
                - receiver: archive
                  namespace: ^kube-system$
        receivers:
          - name: archive
            elasticsearch:
              hosts: ["http://127.0.0.1:9200"]
              apiKey: ${file:/nowhere/api-key}
            retry: {maxAttempts: 0}
          - name: archive
            webhook:
              endpoint: http://127.0.0.1:1
              bearerToken: [hunter2]
          - name: pager
            carrierpigeon: {loft: north}
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("2:1: logLevl: unknown key 'logLevl' (did you mean 'logLevel'?)")]
    [InlineData("3:21: maxEventAgeSeconds: expects a whole number, not 'soon'")]
    [InlineData("5:18: source.fieldSelector: 'type!=Normal,reason' is not a field selector (write field=value or field!=value, joined by ',')")]
    [InlineData("10:19: route.routes[0].match[0].reason: bad pattern '*test*'", "write '.*test.*'")]
    [InlineData("11:21: route.routes[0].match[1].receiver: no receiver is named 'nobody'", "(known: archive")]
    [InlineData("15:11: warning: route.routes[1].match[0]: the rule never matches", "remove it, or change one of the two")]
    [InlineData("21:15: receivers[0].elasticsearch.apiKey: file '/nowhere/api-key' cannot be read: it does not exist", "check the path")]
    [InlineData("22:26: receivers[0].retry.maxAttempts: '0' is too small (at least 1)")]
    [InlineData("23:11: receivers[1].name: receiver name 'archive' is taken by the receiver in line 18", "give each receiver a name of its own")]
    [InlineData("26:20: receivers[1].webhook.bearerToken: expects text, not a list")]
    [InlineData("28:5: receivers[2].carrierpigeon: unknown receiver type 'carrierpigeon'", "known types: ")]
    public async Task Each_of_many_mistakes_is_told_with_place_value_and_way_out(string beginning, string contained = "")
    {
        var config = _workspace.Write("bad.yaml", TenMistakes);
        var result = await ExporterProcess.RunAsync("check", "--config", config);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith($"{config}:{beginning}", StringComparison.Ordinal) && line.Contains(contained, StringComparison.Ordinal));
        Assert.Equal(11, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("hunter2", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_asked_to_run_with_them_says_the_same_and_starts_nothing()
    {
        var result = await ExporterProcess.RunAsync("run", "--config", _workspace.Write("bad.yaml", TenMistakes));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no receiver is named 'nobody'", result.Errors, StringComparison.Ordinal);
        Assert.Contains("nothing was started", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var result = await ExporterProcess.RunAsync("check", "--config", _workspace["none.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(_workspace["none.yaml"], result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_JSON_and_knows_every_key_at_the_top()
    {
        var result = await ExporterProcess.RunAsync("schema");
        Assert.Equal(0, result.ExitCode);
        var keys = JsonNode.Parse(result.Output)!["properties"]!.AsObject().Select(p => p.Key).ToList();
        foreach (var key in typeof(ExporterConfiguration).GetProperties().SelectMany(p => p.GetCustomAttributes(typeof(OptionAttribute), true)).Cast<OptionAttribute>())
            Assert.Contains(key.Name, keys);
    }
}
