using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>A member that templates can read.</summary>
/// <param name="Name">As Scriban templates write it: snake_case.</param>
/// <param name="GoName">As Go templates write it, the Go field's name; null where kubernetes-event-exporter has no such field and Go templates use the Scriban name.</param>
/// <param name="Description">One line for the reference.</param>
internal sealed record ModelMember<T>(string Name, string? GoName, string Description, Func<T, object?> Read)
{
    /// <summary>The name in JSON documents: <c>api_version</c> is <c>apiVersion</c>.</summary>
    public string JsonName => string.Concat(Name.Split('_').Select((part, index) => index == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>What templates may read of this member, by language; null for a plain value.</summary>
    public Func<TemplateLanguage, TemplateShape>? Shape { get; init; }

    /// <summary>A field that kubernetes-event-exporter's files may name although it is always empty; Scriban templates do not see it.</summary>
    public bool IsGoOnly { get; init; }

    /// <summary>Has names of its own that are not known beforehand, such as labels.</summary>
    public bool IsOpen { get; init; }

    /// <summary>A time that may be missing. Go has no missing times: templates in its language see the zero time there.</summary>
    public bool IsTime { get; init; }
}
