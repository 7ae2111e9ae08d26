using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>A text that is never shown.</summary>
internal sealed class SecretType : ScalarType<Secret>
{
    public override string Expected => "text";

    public override string ShortName => "secret";

    public override bool IsSecret => true;

    public override int Compare(object left, object right) => 0;

    public override JsonObject Schema(OptionAttribute? option) => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    public override JsonNode? ToJson(object value) => null;

    protected override bool TryRead(string text, OptionAttribute? option, out Secret value)
    {
        value = new Secret(text);
        return true;
    }

    protected override string Format(Secret value) => value.ToString();
}
