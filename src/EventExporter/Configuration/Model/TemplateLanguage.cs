namespace EventExporter.Configuration.Model;

/// <summary>The language of the templates in a configuration.</summary>
internal enum TemplateLanguage
{
    /// <summary>Decided once for the whole file, from what its templates look like.</summary>
    Auto,
    Scriban,

    /// <summary>Go's text/template with the sprig functions, as kubernetes-event-exporter has it.</summary>
    Go,
}
