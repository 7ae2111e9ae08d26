using System.Buffers;
using System.Text;
using System.Text.Json;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Tests.Pipeline.Rendering.Layouts;

public sealed class LayoutTests
{
    private static readonly AnalyzedEvent BackOff = new(
        new EnrichedEvent(
            new ClusterEvent
            {
                Name = "web.1",
                Namespace = "shop",
                Uid = "u",
                ResourceVersion = "9",
                Type = "Warning",
                Reason = "BackOff",
                Message = "back-off \"restarting\" <app>",
                Count = 7,
                LastTimestamp = new DateTimeOffset(2026, 11, 20, 13, 5, 0, TimeSpan.Zero),
                InvolvedObject = new ObjectReference { Kind = "Pod", Name = "web", Namespace = "shop" },
            },
            new ObjectFacts { Lookup = LookupResult.Found, Labels = new Dictionary<string, string> { ["app"] = "web", ["team"] = "shop" } }),
        EventCategory.Container,
        Severity.Error);

    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "layouts", "layouts.cases"));
        foreach (var part in file.Split("== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part[..part.IndexOf('\n', StringComparison.Ordinal)];
            var expected = part.LastIndexOf("\n-- ", StringComparison.Ordinal);
            data.Add(name, part[(name.Length + 1)..expected], part[(expected + 4)..].TrimEnd('\n'));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layout_makes_exactly_its_document(string name, string layout, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Render(layout));
    }

    [Fact]
    public void Merging_the_event_adds_fields_and_replaces_those_of_the_same_name()
    {
        using var merged = JsonDocument.Parse(Render("{$event: merge, reason: mine, extra: \"{{ severity }}\"}"));
        Assert.Equal("mine", merged.RootElement.GetProperty("reason").GetString());
        Assert.Equal("error", merged.RootElement.GetProperty("extra").GetString());
        Assert.Equal("web", merged.RootElement.GetProperty("involvedObject").GetProperty("labels").GetProperty("app").GetString());
        Assert.Single(merged.RootElement.EnumerateObject(), p => p.Name == "reason");
    }

    [Fact]
    public void Raw_that_is_no_JSON_fails_this_event_and_names_the_place()
    {
        var failure = Assert.Throws<RenderingException>(() => Render("a: {$raw: \"{{ reason }}\"}"));
        Assert.StartsWith("layout.yaml:1: $raw is not JSON", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_fails_at_run_time_names_the_place_in_the_template()
    {
        var failure = Assert.Throws<RenderingException>(() => Render("a: \"{{ 1 / 0 }}{{ reason | math.ceil }}\""));
        Assert.Contains("layout.yaml:1: template line 1, column ", failure.Message, StringComparison.Ordinal);
    }

    private static string Render(string yaml)
    {
        var problems = new ProblemList();
        var layout = new YamlTreeReader("layout.yaml", new ValueExpander(ProcessEnvironment.Instance, null, problems), problems).Read(yaml);
        Assert.False(problems.HasErrors);
        var output = new ArrayBufferWriter<byte>();
        new EventRenderers().Create(layout, deDot: false).Write(output, BackOff);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
