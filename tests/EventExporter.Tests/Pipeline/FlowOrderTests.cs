using System.Text.RegularExpressions;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline;

/// <summary>Data flows one way: a stage may know what comes before it, never what comes after.</summary>
public sealed partial class FlowOrderTests
{
    /// <summary>The journal stands early because the stages before it hand it its own words: positions, seen entries, gaps.</summary>
    private static readonly string[] Order =
        ["Events", "Journal", "Sources", "Enrichment", "Analysis", "Intake", "Routing", "Rendering", "Delivery", "Sinks"];

    private static readonly string Folder = Path.Combine(Repository.Root, "src", "EventExporter", "Pipeline");

    [Fact]
    public void Every_stage_has_its_place_in_the_order() =>
        Assert.Equal(Order.Order(StringComparer.Ordinal), Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void No_stage_uses_a_later_one()
    {
        var uses = 0;
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories))
        {
            var stage = Array.IndexOf(Order, Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar)[0]);
            if (stage < 0)
                continue;
            foreach (Match used in Use().Matches(File.ReadAllText(file)))
            {
                uses++;
                if (Array.IndexOf(Order, used.Groups["stage"].Value) > stage)
                    wrong.Add($"{Path.GetRelativePath(Folder, file)}: {used.Value}");
            }
        }

        Assert.True(uses > 100, "the test found hardly any using lines: it no longer sees the code");
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^using EventExporter\.Pipeline\.(?<stage>\w+)", RegexOptions.Multiline)]
    private static partial Regex Use();
}
