using System.Text.Json;

namespace EventExporter.Templating;

/// <summary>An object that has a JSON document of its own, which differs from its members as templates see them.</summary>
public interface IJsonTemplateObject : ITemplateObject
{
    /// <summary>Writes one JSON value.</summary>
    void WriteJson(Utf8JsonWriter json);
}
