using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation.Support;

/// <summary>
/// A storm as it lies in <c>examples/recordings/storms</c>: the lines of its watch, and the story of what really happened. Made from a fixed
/// seed, so that it can be made anew and compared.
/// </summary>
/// <param name="Name">Its folder.</param>
/// <param name="Watch">Watch lines, one JSON object each.</param>
/// <param name="Story">The text of <c>story.json</c>.</param>
internal sealed record RecordedStorm(string Name, IReadOnlyList<string> Watch, string Story)
{
    public const int Seed = 7;

    /// <summary>Of the batch's 50,000 pods one in so many is recorded; all of them would be 14 MB.</summary>
    public const int BatchSample = 40;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Root => Path.Combine(Repository.Root, "examples", "recordings", "storms");

    /// <summary>The folders that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. StormCatalog.All.Select(static make => NameOf(make()))];

    public string WatchFile => WatchFileOf(Name);

    public string StoryFile => Path.Combine(Root, Name, "story.json");

    public static string NameOf(Storm storm) => storm.Name["storm-".Length..];

    public static string WatchFileOf(string name) => Path.Combine(Root, name, "watch.jsonl.gz");

    public static RecordedStorm Make(Storm storm) => Make(storm, StormRecording.Play(storm, Seed, storm.Length));

    /// <param name="played">The lines as they are played; the storm's truth is complete after the last.</param>
    public static RecordedStorm Make(Storm storm, IEnumerable<JsonObject> played)
    {
        var kept = storm is BusyBatch ? played.Where(new BatchSampler(BatchSample).Keeps) : played;
        var lines = kept.Select(static line => line.ToJsonString()).ToList();
        return new RecordedStorm(NameOf(storm), lines, StoryOf(storm, lines.Count));
    }

    /// <summary>The lines of a recording as it was committed.</summary>
    public static IEnumerable<string> ReadWatch(string name)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(WatchFileOf(name)), CompressionMode.Decompress));
        while (file.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>What really happened, by the story that was committed with the recording.</summary>
    public static IReadOnlyList<StormTruth> ReadTruth(string name)
    {
        var story = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name, "story.json")))!;
        return [.. story["problems"]!.AsArray().Select(static problem => new StormTruth(
            (string)problem!["cause"]!,
            (string)problem["about"]!,
            DateTimeOffset.Parse((string)problem["at"]!, CultureInfo.InvariantCulture) - StormRecording.Start,
            (string)problem["what"]!))];
    }

    public void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(WatchFile)!);
        using var file = new StreamWriter(new GZipStream(File.Create(WatchFile), CompressionLevel.SmallestSize), new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var line in Watch)
            file.WriteLine(line);
        File.WriteAllText(StoryFile, Story);
    }

    private static string StoryOf(Storm storm, int lines)
    {
        var story = new JsonObject
        {
            ["storm"] = storm.Name,
            ["description"] = storm.Description,
            ["seed"] = Seed,
            ["from"] = Time(TimeSpan.Zero),
            ["to"] = Time(storm.Length),
            ["lines"] = lines,
        };
        if (storm is BusyBatch)
            story["sample"] = $"of the batch's pods one in {BatchSample}, with all of its events; the rest of the cluster is whole";
        story["problems"] = new JsonArray([.. storm.Truth.Select(static truth => new JsonObject
        {
            ["at"] = Time(truth.At),
            ["cause"] = truth.Cause,
            ["about"] = truth.About,
            ["what"] = truth.What,
        })]);
        return story.ToJsonString(Format) + "\n";
    }

    private static string Time(TimeSpan told) => (StormRecording.Start + told).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
