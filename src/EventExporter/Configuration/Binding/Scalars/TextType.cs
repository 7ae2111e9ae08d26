using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>Any scalar: <c>kind: 5</c> is the text "5", as files written for kubernetes-event-exporter rely on.</summary>
internal sealed class TextType : ScalarType<string>
{
    public override string Expected => "text";

    public override string ShortName => "text";

    public override JsonObject Schema(OptionAttribute? option)
    {
        if (option is { Allowed.Length: > 0 })
            return new JsonObject { ["enum"] = new JsonArray([.. option.Allowed.Select(value => JsonValue.Create(value))]) };
        return new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
    }

    protected override bool TryRead(string text, OptionAttribute? option, out string value)
    {
        value = text;
        return true;
    }

    protected override string Format(string value) => value;
}
