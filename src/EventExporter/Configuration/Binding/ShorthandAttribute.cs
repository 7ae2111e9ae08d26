namespace EventExporter.Configuration.Binding;

/// <summary>Lets a section be written as a bare value (or list), which then stands for one of its keys.</summary>
/// <param name="key">The key that a bare value stands for.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShorthandAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}
