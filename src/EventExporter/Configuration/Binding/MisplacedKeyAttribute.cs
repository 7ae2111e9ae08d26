namespace EventExporter.Configuration.Binding;

/// <summary>A key that users are known to write in this section although it belongs elsewhere, and what to tell them.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class MisplacedKeyAttribute(string key, string hint) : Attribute
{
    public string Key { get; } = key;

    public string Hint { get; } = hint;
}
