using System.Text.Json;

namespace EventExporter.Templating;

/// <summary>An object that may have a JSON document of its own, which differs from its members as templates see them.</summary>
public interface IJsonTemplateObject : ITemplateObject
{
    /// <summary>Writes one JSON value; false, and nothing written, where this one has no document.</summary>
    bool TryWriteJson(Utf8JsonWriter json);
}
