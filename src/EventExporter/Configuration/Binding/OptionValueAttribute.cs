namespace EventExporter.Configuration.Binding;

/// <summary>Names an enum member in the configuration where its name in camelCase is not the word, and other words for it.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class OptionValueAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public string[] Aliases { get; init; } = [];
}
