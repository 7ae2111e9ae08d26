namespace EventExporter.Templating.Tests.Go;

public sealed class GoCheckTests
{
    private static readonly TemplateShape Shape = TemplateShape.Object(
        ("Reason", TemplateShape.Value),
        ("ClusterName", TemplateShape.Value),
        ("InvolvedObject", TemplateShape.Object(
            ("Name", TemplateShape.Value),
            ("Labels", TemplateShape.Open),
            ("OwnerReferences", TemplateShape.ListOf(TemplateShape.Object(("Kind", TemplateShape.Value)))))));

    [Theory]
    [InlineData("{{ .clusterName }}", "Error 1:4: there is no field `.clusterName`; did you mean `.ClusterName`?")]
    [InlineData("{{ .Metadata.Name }}", "Error 1:4: there is no field `.Metadata`; the event's metadata stands at the top: `.Name`, `.Namespace`, `.Labels`")]
    [InlineData("{{ if .Reason }}{{ .InvolvedObject.name }}{{ end }}", "Warning 1:35: there is no field `.name`; did you mean `.Name`?")]
    [InlineData("{{ with .InvolvedObject }}{{ .Reason }}{{ $.Reason }}{{ end }}", "Warning 1:30: there is no field `.Reason`")]
    [InlineData("{{ range .InvolvedObject.OwnerReferences }}{{ .Kind }}{{ .Knid }}{{ end }}", "Warning 1:58: there is no field `.Knid`; did you mean `.Kind`?")]
    [InlineData("{{ $o := .InvolvedObject }}{{ $o.Labels.any.thing }}{{ $o.Lables }}", "Error 1:58: there is no field `.Lables`; did you mean `.Labels`?")]
    [InlineData("{{ upper (printf \"%s\" .Raeson) }}", "Error 1:23: there is no field `.Raeson`; did you mean `.Reason`?")]
    [InlineData("{{ define \"o\" }}{{ .Name }}{{ .Reason }}{{ end }}{{ template \"o\" .InvolvedObject }}", "Warning 1:31: there is no field `.Reason`")]
    [InlineData("{{ .GetReason }}{{ .DeDot.InvolvedObject.GetName }}{{ .ToJSON }}{{ (index .InvolvedObject.OwnerReferences 0).Any }}", "")]
    public void Fields_that_the_event_does_not_have_are_found_before_there_is_one(string text, string expected)
    {
        var template = Template.Parse(text, new TemplateOptions { Language = TemplateLanguage.Go }).Template!;
        Assert.Equal(expected, string.Join('\n', template.Check(Shape).Select(d => $"{d.Severity} {d}")));
    }
}
