using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>How a single value of one .NET type is written in a configuration.</summary>
internal abstract class ScalarType
{
    /// <summary>What the value has to be, for messages and the reference: "a whole number".</summary>
    public abstract string Expected { get; }

    /// <summary>One word for the type column of the reference.</summary>
    public abstract string ShortName { get; }

    /// <summary>Whether the text of the value must never be shown.</summary>
    public virtual bool IsSecret => false;

    public abstract bool TryRead(string text, OptionAttribute? option, out object value);

    /// <summary>The way out for a text that cannot be read, if there is one to name.</summary>
    public virtual string? HintFor(string text) => null;

    /// <summary>The value as a user would write it.</summary>
    public abstract string Format(object value);

    public abstract int Compare(object left, object right);

    /// <summary>Adds the JSON Schema keywords for the values of this type.</summary>
    public abstract JsonObject Schema(OptionAttribute? option);

    /// <summary>The value of a default in JSON; null when it cannot be shown.</summary>
    public virtual JsonNode? ToJson(object value) => JsonValue.Create(Format(value));
}
