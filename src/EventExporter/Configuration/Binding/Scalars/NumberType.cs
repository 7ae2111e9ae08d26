using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>An <see cref="int"/>, <see cref="long"/> or <see cref="double"/>, in quotes or without.</summary>
internal sealed class NumberType<T> : ScalarType<T>
    where T : struct, INumber<T>
{
    private static readonly bool IsWhole = typeof(T) != typeof(double);

    public override string Expected => IsWhole ? "a whole number" : "a number";

    public override string ShortName => IsWhole ? "integer" : "number";

    public override JsonObject Schema(OptionAttribute? option)
    {
        var schema = new JsonObject { ["type"] = ShortName };
        if (option?.Min is { } min)
            schema["minimum"] = JsonValue.Create(Convert.ToDouble(min, CultureInfo.InvariantCulture));
        if (option?.Max is { } max)
            schema["maximum"] = JsonValue.Create(Convert.ToDouble(max, CultureInfo.InvariantCulture));
        return schema;
    }

    public override JsonNode? ToJson(object value) => JsonValue.Create((T)value);

    protected override bool TryRead(string text, OptionAttribute? option, out T value)
    {
        var style = IsWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        return T.TryParse(text, style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
    }

    protected override string Format(T value) => value.ToString(null, CultureInfo.InvariantCulture);
}
