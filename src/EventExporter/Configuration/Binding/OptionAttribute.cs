namespace EventExporter.Configuration.Binding;

/// <summary>
/// Declares a property to be a configuration key. Binding, checking, the JSON Schema and the reference pages all read it.
/// A default is the property's own initial value. A section is a class with a parameterless constructor and such properties.
/// </summary>
/// <param name="name">The key as written; case counts.</param>
/// <param name="description">One or two sentences for the reference: meaning, and what happens at the limits.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Other keys that mean the same, accepted without a word.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Keys that mean the same and are accepted with a warning that names the new one.</summary>
    public string[] OldNames { get; init; } = [];

    /// <summary>For a key that has moved elsewhere as a whole: the path to write instead, told in a warning.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Whether leaving the key out, or empty, is a problem.</summary>
    public bool Required { get; init; }

    /// <summary>The key belongs to the least that one writes, although there are other ways than it.</summary>
    public bool IsUsual { get; init; }

    /// <summary>A value for the reference and for the hint when the key is missing.</summary>
    public string? Example { get; init; }

    /// <summary>The smallest value: a number, or a text such as <c>"1s"</c> or <c>"1MiB"</c>.</summary>
    public object? Min { get; init; }

    /// <summary>The largest value, written like <see cref="Min"/>.</summary>
    public object? Max { get; init; }

    /// <summary>The only values of a text option, compared as written.</summary>
    public string[] Allowed { get; init; } = [];

    /// <summary>What a number without a unit counts, such as <c>"1s"</c> for a duration; without it a duration needs a unit.</summary>
    public string? PlainNumber { get; init; }

    /// <summary>The default in words, where it is not a constant ("the host's name").</summary>
    public string? DefaultText { get; init; }

    /// <summary>The text, or each text of the list or mapping, may be a template over the event.</summary>
    public bool IsTemplate { get; init; }
}
