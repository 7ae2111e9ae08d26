using System.Buffers;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Templating;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Rendering;

public sealed class FindingModelTests
{
    private static readonly AnalyzedEvent Plain = Some.Event();
    private static readonly AnalyzedEvent Member = Plain with { Incident = "inc-1" };
    private static readonly AnalyzedEvent Opened = Member with
    {
        Finding = new IncidentFinding
        {
            Id = "inc-1",
            State = IncidentState.Opened,
            Title = "web does not start",
            Count = 7,
            Root = new ObjectReference { Kind = "Deployment", Namespace = "shop", Name = "web" },
            Evidence = [new EventQuote { Reason = "BackOff", Name = "web-1", At = Some.Time }],
            Since = Some.Time,
        },
    };

    [Theory]
    [InlineData("{{ incident }}")]
    [InlineData("{{ incident | string.strip }}")]
    [InlineData("{{ if incident == 'inc-1' }}{{ 'inc-1' }}{{ end }}")]
    [InlineData("{{ incident?.id }}")]
    public void An_incident_prints_and_compares_as_its_id(string text)
    {
        Assert.Equal("inc-1", Scriban(text, Member));
        Assert.Equal("inc-1", Scriban(text, Opened));
        Assert.Equal("", Scriban(text, Plain));
    }

    [Fact]
    public void A_go_template_prints_the_id_too() =>
        Assert.Equal("inc-1 []", Render("{{ .Incident }}", Member, TemplateLanguage.Go) + " [" + Render("{{ .Incident }}", Plain, TemplateLanguage.Go) + "]");

    [Theory]
    [InlineData("{{ incident.title }}: {{ incident.state }}, {{ incident.count }} times, {{ incident.root.name }}", "web does not start: opened, 7 times, web")]
    [InlineData("{{ for e in incident.evidence }}{{ e.reason }} {{ e.name }}{{ end }}", "BackOff web-1")]
    [InlineData("{{ if alert }}alert{{ else }}{{ finding }}{{ end }}", "incident")]
    public void The_event_of_an_incident_says_what_it_is(string text, string expected) => Assert.Equal(expected, Scriban(text, Opened));

    [Fact]
    public void The_document_carries_the_finding_as_it_is_journalled()
    {
        var buffer = new ArrayBufferWriter<byte>();
        new EventDocument().Write(buffer, Opened);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        var finding = document.RootElement.GetProperty("finding");

        Assert.Equal("incident", finding.GetProperty("kind").GetString());
        Assert.Equal("opened", finding.GetProperty("state").GetString());
        Assert.Equal("2026-01-01T00:00:00Z", finding.GetProperty("since").GetString());
        Assert.Equal("inc-1", document.RootElement.GetProperty("incident").GetString());
    }

    private static string Scriban(string text, AnalyzedEvent analyzed) => Render(text, analyzed, TemplateLanguage.Scriban);

    private static string Render(string text, AnalyzedEvent analyzed, TemplateLanguage language)
    {
        var template = Template.Parse(text, new TemplateOptions { Language = language }).Template!;
        return template.RenderToString(EventModel.Of(analyzed, language));
    }
}
