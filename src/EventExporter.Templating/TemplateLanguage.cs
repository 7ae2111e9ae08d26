namespace EventExporter.Templating;

/// <summary>The languages that templates can be written in. Both front ends produce the same tree for one evaluator.</summary>
public enum TemplateLanguage
{
    /// <summary>Scriban: <c>{{ involved_object.name | string.upcase }}</c>.</summary>
    Scriban,

    /// <summary>Go's text/template with sprig: <c>{{ .InvolvedObject.Name | upper }}</c>.</summary>
    Go,
}
