using System.Text.Json.Nodes;

namespace EventExporter.EndToEnd.Support;

/// <summary>The <c>deadletters</c> command, as someone at a shell uses it.</summary>
internal static class DeadLetters
{
    public static async Task<IReadOnlyList<JsonObject>> ListAsync(string config)
    {
        var result = await ExporterProcess.RunAsync("deadletters", "list", "--config", config, "-o", "json", "--limit", "100000");
        Assert.True(result.ExitCode == 0, result.Errors);
        return [.. JsonNode.Parse(result.Output)!.AsArray().OfType<JsonObject>()];
    }

    public static async Task<JsonObject> ShowAsync(string config, long id)
    {
        var result = await ExporterProcess.RunAsync("deadletters", "show", "--config", config, id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!.AsObject();
    }
}
