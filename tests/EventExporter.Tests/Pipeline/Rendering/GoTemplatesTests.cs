using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Templating;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Rendering;

/// <summary>Templates of files that were written for kubernetes-event-exporter, on events of this one.</summary>
public sealed class GoTemplatesTests
{
    [Theory]
    [InlineData("{{ .InvolvedObject.Kind }}/{{ .InvolvedObject.Name }} {{ .Reason }} {{ .Message }}", "Pod/web-1 BackOff a < b & \"c\"")]
    [InlineData("{{ .LastTimestamp }} {{ .LastTimestamp.Unix }} {{ .GetTimestampISO8601 }}", "2026-01-01 00:01:30 +0000 UTC 1767225690 2026-01-01T00:00:00.000Z")]
    [InlineData("{{ .EventTime }} {{ .EventTime.IsZero }}", "0001-01-01 00:00:00 +0000 UTC true")]
    [InlineData("{{ .InvolvedObject.Labels.none }}[{{ index .InvolvedObject.Labels \"none\" }}]", "<no value>[]")]
    [InlineData("{{ toRawJson .InvolvedObject }}", """{"kind":"Pod","namespace":"shop","name":"web-1","uid":"pod-web-1","apiVersion":"v1","deleted":false}""")]
    public void A_go_template_renders_an_event(string text, string expected) => Assert.Equal(expected, Render(text));

    [Fact]
    public void The_whole_event_is_its_default_document()
    {
        var text = Render("{{ toJson . }}");
        Assert.Contains("a \\u003c b \\u0026", text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(text);
        Assert.Equal("web-1", document.RootElement.GetProperty("involvedObject").GetProperty("name").GetString());
        Assert.Equal("metadata", document.RootElement.EnumerateObject().First().Name);
    }

    private static string Render(string text)
    {
        AnalyzedEvent analyzed = Some.Event("web-1", "a < b & \"c\"");
        var template = Template.Parse(text, new TemplateOptions { Language = TemplateLanguage.Go, RelaxedTargetAccess = true }).Template!;
        return template.RenderToString(EventModel.Of(analyzed, TemplateLanguage.Go));
    }
}
