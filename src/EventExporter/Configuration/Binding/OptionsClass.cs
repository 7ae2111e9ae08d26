using System.Collections.Concurrent;
using System.Reflection;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Binding;

/// <summary>What a section of the configuration declares: its keys, in the order of the code.</summary>
internal sealed class OptionsClass
{
    private static readonly ConcurrentDictionary<Type, OptionsClass> Known = new();

    private readonly Dictionary<string, OptionProperty> _byName = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _misplaced;

    private OptionsClass(Type type)
    {
        Type = type;
        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => (property, option: property.GetCustomAttribute<OptionAttribute>()))
                .Where(pair => pair.option is not null)
                .Select(pair => new OptionProperty(pair.property, pair.option!)),
        ];
        foreach (var property in Properties)
        {
            foreach (var name in property.Names)
                _byName.Add(name, property);
        }

        _misplaced = type.GetCustomAttributes<MisplacedKeyAttribute>().ToDictionary(key => key.Key, key => key.Hint, StringComparer.Ordinal);
        Shorthand = type.GetCustomAttribute<ShorthandAttribute>() is { } shorthand ? _byName[shorthand.Key] : null;
    }

    public Type Type { get; }

    public IReadOnlyList<OptionProperty> Properties { get; }

    /// <summary>The key that a bare value stands for, if the section may be written so.</summary>
    public OptionProperty? Shorthand { get; }

    public static OptionsClass Of(Type type) => Known.GetOrAdd(type, static key => new OptionsClass(key));

    public OptionProperty? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What to do about a key that the section does not have.</summary>
    public string? HintForUnknown(string name)
    {
        if (_misplaced.TryGetValue(name, out var hint))
            return hint;
        return Suggestion.Hint(name, [.. Properties.SelectMany(property => (string[])[property.Name, .. property.Option.Aliases])]);
    }

    /// <summary>A section with every key at its default.</summary>
    public object Create() => Activator.CreateInstance(Type, nonPublic: true)
        ?? throw new InvalidOperationException($"{Type.Name} cannot be created");
}
