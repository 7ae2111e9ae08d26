using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary><c>true</c> or <c>false</c>, as YAML 1.2 has it; the yes, no, on and off of YAML 1.1 are refused with the right word.</summary>
internal sealed class BooleanType : ScalarType<bool>
{
    public override string Expected => "true or false";

    public override string ShortName => "boolean";

    public override string? HintFor(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "ON" or "Y" or "1" => "write true",
        "NO" or "OFF" or "N" or "0" => "write false",
        _ => null,
    };

    public override JsonObject Schema(OptionAttribute? option) => new() { ["type"] = "boolean" };

    public override JsonNode? ToJson(object value) => JsonValue.Create((bool)value);

    protected override bool TryRead(string text, OptionAttribute? option, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    protected override string Format(bool value) => value ? "true" : "false";
}
