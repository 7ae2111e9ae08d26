using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventExporter.Cli.ElasticsearchSetup;
using EventExporter.Cli.ElasticsearchSetup.Kibana;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Testing;

namespace EventExporter.Tests.Cli.ElasticsearchSetup;

/// <summary>
/// What no import would say: a dashboard that refers to nothing, or to a field that no document has, comes up with holes. The files in
/// <c>examples/kibana</c> are made from the code: <c>UPDATE_DOCS=1 dotnet test --filter SavedObjects</c> writes them anew.
/// </summary>
public sealed partial class SavedObjectsTests
{
    public static TheoryData<bool, bool> Kinds => new() { { false, true }, { false, false }, { true, true }, { true, false } };

    [Theory]
    [InlineData(false, "event-exporter.ndjson")]
    [InlineData(true, "opensearch-dashboards.ndjson")]
    public void The_files_to_import_by_hand_are_what_setup_imports(bool isOpenSearch, string name)
    {
        var file = Path.Combine(Repository.Root, "examples", "kibana", name);
        var expected = SavedObject.Lines(Make(isOpenSearch, isEcs: true));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
            File.WriteAllText(file, expected);
        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_reference_leads_to_an_object_of_the_same_import(bool isOpenSearch, bool isEcs)
    {
        var objects = Make(isOpenSearch, isEcs);
        var known = objects.Select(o => (o.Type, o.Id)).ToHashSet();
        Assert.Equal(objects.Count, known.Count);
        Assert.All(objects.SelectMany(o => o.References), reference => Assert.Contains((reference.Type, reference.Id), known));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_name_that_attributes_refer_by_is_among_the_references(bool isOpenSearch, bool isEcs)
    {
        foreach (var item in Make(isOpenSearch, isEcs))
        {
            var names = item.References.Select(r => r.Name).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
            foreach (Match match in Named().Matches(Unfolded(item.Attributes)))
                Assert.Contains(names, name => name == match.Groups[1].Value || name.EndsWith(":" + match.Groups[1].Value, StringComparison.Ordinal));
            foreach (var panel in Panels(item))
            {
                foreach (var reference in panel["embeddableConfig"]!["attributes"]?["references"]?.AsArray() ?? [])
                    Assert.Contains($"{panel["panelIndex"]}:{reference!["name"]}", names);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_that_is_used_is_in_the_mapping_of_its_data_view(bool isOpenSearch, bool isEcs)
    {
        var cluster = isOpenSearch ? new ClusterFacts(true, new Version(2, 17), false) : ClusterFacts.Recent;
        var mappings = new Dictionary<string, HashSet<string>>
        {
            [SavedObjects.Events] = FieldsOf(EventMappings.Of(isEcs ? DocumentFormat.Ecs : DocumentFormat.Event, cluster)),
            [SavedObjects.Incidents] = FieldsOf(EventMappings.Incidents(cluster)),
        };
        var used = 0;
        foreach (var item in Make(isOpenSearch, isEcs))
        {
            foreach (var (view, field) in UsedFields(item))
            {
                Assert.Contains(field, mappings[view]);
                used++;
            }
        }

        Assert.True(used > (isEcs && !isOpenSearch ? 40 : 15), $"only {used} fields were found");
    }

    [Fact]
    public void Panels_do_not_overlap_and_stay_within_the_grid()
    {
        foreach (var item in Make(false, true).Concat(Make(true, true)).Where(o => o.Type == "dashboard"))
        {
            var cells = new HashSet<(int, int)>();
            foreach (var place in Panels(item).Select(panel => panel["gridData"]!))
            {
                Assert.InRange((int)place["x"]! + (int)place["w"]!, 1, 48);
                for (var x = (int)place["x"]!; x < (int)place["x"]! + (int)place["w"]!; x++)
                {
                    for (var y = (int)place["y"]!; y < (int)place["y"]! + (int)place["h"]!; y++)
                        Assert.True(cells.Add((x, y)), $"{item.Id}: two panels at {x},{y}");
                }
            }
        }
    }

    [Fact]
    public void Columns_that_a_visualization_shows_and_sorts_by_exist()
    {
        foreach (var panel in Make(false, true).SelectMany(Panels).Where(panel => (string?)panel["type"] == "lens"))
        {
            var state = panel["embeddableConfig"]!["attributes"]!["state"]!;
            var columns = state["datasourceStates"]!["formBased"]!["layers"]!["layer1"]!["columns"]!.AsObject();
            foreach (Match match in ColumnNames().Matches(state.ToJsonString()))
                Assert.True(columns.ContainsKey(match.Groups[1].Value), $"{panel["title"]}: there is no column {match.Groups[1].Value}");
        }
    }

    private static IReadOnlyList<SavedObject> Make(bool isOpenSearch, bool isEcs)
    {
        var target = new DocumentTarget(isEcs ? new ElasticsearchOptions() : new ElasticsearchOptions { Index = "kube-events", Incidents = "kubernetes-incidents" }, new EventRenderers());
        return SavedObjects.For(target, isEcs ? "logs-kubernetes.event-*" : "kube-events", isOpenSearch);
    }

    private static IEnumerable<JsonNode> Panels(SavedObject item) =>
        item.Type == "dashboard" ? JsonNode.Parse((string)item.Attributes["panelsJSON"]!)!.AsArray().Select(panel => panel!) : [];

    private static IEnumerable<(string View, string Field)> UsedFields(SavedObject item)
    {
        foreach (var panel in Panels(item).Where(panel => panel["embeddableConfig"]!["attributes"] is not null))
        {
            var attributes = panel["embeddableConfig"]!["attributes"]!;
            var view = (string)attributes["references"]![0]!["id"]!;
            foreach (Match match in LensFields().Matches(attributes.ToJsonString().Replace("___records___", "@timestamp", StringComparison.Ordinal)))
                yield return (view, match.Groups[1].Value);
            foreach (Match match in QueryFields().Matches(Unfolded(attributes)))
                yield return (view, match.Groups[1].Value);
        }

        if (item.Attributes["controlGroupInput"]?["panelsJSON"] is { } controls)
        {
            foreach (var (name, control) in JsonNode.Parse((string)controls!)!.AsObject())
                yield return (item.References.Single(r => r.Name == $"controlGroup_{name}:optionsListDataView").Id, (string)control!["explicitInput"]!["fieldName"]!);
        }

        foreach (var column in item.Attributes["columns"]?.AsArray() ?? [])
            yield return (item.References[0].Id, (string)column!);
        if (item.Attributes["visState"] is { } visualization)
        {
            foreach (Match match in ClassicFields().Matches((string)visualization!))
                yield return (item.References[0].Id, match.Groups[1].Value);
        }
    }

    private static HashSet<string> FieldsOf(JsonObject mapping, string path = "") =>
        [.. (mapping["properties"] as JsonObject ?? []).SelectMany(p => p.Value!["properties"] is not null ? FieldsOf(p.Value!.AsObject(), $"{path}{p.Key}.") : [path + p.Key])];

    private static string Unfolded(JsonNode node) => SavedObject.Text(node).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex("\"(?:indexRefName|panelRefName)\":\"([^\"]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex("\"(?:sourceField|sortField)\":\"([^\"]+)\"")]
    private static partial Regex LensFields();

    [GeneratedRegex("\"field\":\"([^\"]+)\"")]
    private static partial Regex ClassicFields();

    [GeneratedRegex("\"(?:columnId|xAccessor|splitAccessor|metricAccessor)\":\"([^\"]+)\"")]
    private static partial Regex ColumnNames();

    [GeneratedRegex("([a-z_]+\\.[a-z_.]+): ")]
    private static partial Regex QueryFields();
}
