using System.Collections;
using EventExporter.Configuration.Binding.Scalars;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Binding;

/// <summary>
/// Fills option classes from a tree of nodes. It is strict - unknown keys, wrong types, values out of range and missing values are
/// problems - and it never stops at a problem: what cannot be bound keeps its default, and binding goes on.
/// </summary>
internal sealed class OptionsBinder(ProblemList problems, SourceMap sources, params IReadOnlyList<INodeBinder> special)
{
    private readonly ScalarBinder _scalars = new(problems);

    public ProblemList Problems => problems;

    public SourceMap Sources => sources;

    /// <summary>Binds a whole tree to a section.</summary>
    public T Bind<T>(ConfigNode root)
        where T : class =>
        (T)(BindSection(typeof(T), PlacedNode.Root(root)) ?? OptionsClass.Of(typeof(T)).Create());

    /// <summary>Binds a node to any supported type; null when a problem has been reported instead.</summary>
    /// <param name="type">A scalar, list, dictionary or section type.</param>
    /// <param name="place">What is written, and where.</param>
    /// <param name="option">The declaration of the key, for its range and units.</param>
    public object? BindValue(Type type, PlacedNode place, OptionAttribute? option)
    {
        if (type == typeof(ConfigNode))
            return place.Node;
        if (special.FirstOrDefault(binder => binder.Type == type) is { } custom)
            return custom.Bind(place, this);
        if (ScalarTypes.Find(type) is { } scalar)
            return _scalars.Bind(scalar, place, option);
        if (CollectionType.Of(type) is { } collection)
            return BindCollection(collection, place, option);
        return BindSection(type, place);
    }

    /// <summary>Binds a section. Nothing written, as in <c>stdout:</c>, is a section with every key at its default.</summary>
    public object? BindSection(Type type, PlacedNode place)
    {
        var options = OptionsClass.Of(type);
        if (place.Node is MappingNode || place.Node.IsNull)
        {
            var section = options.Create();
            BindInto(section, place);
            return section;
        }

        if (options.Shorthand is { } shorthand)
            return BindShorthand(options, shorthand, place);

        problems.Error(place.Node.Location, place.Path, $"expects a mapping of keys, not {place.Node.Describe()}",
            $"keys: {string.Join(", ", options.Properties.Select(property => property.Name))}");
        return null;
    }

    /// <summary>Fills the keys of a section that already exists.</summary>
    /// <param name="section">The object to fill.</param>
    /// <param name="place">The mapping, or nothing.</param>
    /// <param name="isElsewhere">Says of a key that the section does not declare that somebody else reads it.</param>
    public void BindInto(object section, PlacedNode place, Func<MappingEntry, bool>? isElsewhere = null)
    {
        sources.Add(section, place);
        var options = OptionsClass.Of(section.GetType());
        var written = new Dictionary<OptionProperty, MappingEntry>();
        foreach (var entry in place.Node is MappingNode mapping ? mapping.Entries : [])
        {
            if (options.Find(entry.Name) is { } property)
                BindEntry(section, property, entry, place, written);
            else if (isElsewhere?.Invoke(entry) != true)
                ReportUnknown(options, entry, place);
        }

        foreach (var property in options.Properties.Where(property => property.Option.Required))
            RequireValue(section, property, written.GetValueOrDefault(property), place);
    }

    private void BindEntry(
        object section, OptionProperty property, MappingEntry entry, PlacedNode place, Dictionary<OptionProperty, MappingEntry> written)
    {
        var child = place.Child(entry);
        if (!written.TryAdd(property, entry))
        {
            problems.Error(child.Anchor, child.Path, $"'{entry.Name}' and '{written[property].Name}' are the same option",
                $"keep '{property.Name}' alone");
            return;
        }

        WarnOfOldName(property, entry, child);
        sources.Add(NodePath.Child(place.Path, property.Name), child);
        if (!entry.Value.IsNull && BindValue(property.ValueType, child, property.Option) is { } value)
            property.Property.SetValue(section, value);
    }

    private void WarnOfOldName(OptionProperty property, MappingEntry entry, PlacedNode child)
    {
        if (property.Option.ReplacedBy is { } path)
            problems.Warning(child.Anchor, child.Path, $"'{entry.Name}' is the old name of '{path}'", $"write {path}");
        else if (property.Option.OldNames.Contains(entry.Name))
            problems.Warning(child.Anchor, child.Path, $"'{entry.Name}' is the old name of '{property.Name}'", $"write {property.Name}");
    }

    private void ReportUnknown(OptionsClass options, MappingEntry entry, PlacedNode place) =>
        problems.Error(entry.Key.Location, place.Child(entry).Path, $"unknown key '{entry.Name}'", options.HintForUnknown(entry.Name));

    private void RequireValue(object section, OptionProperty property, MappingEntry? entry, PlacedNode place)
    {
        var isMissing = entry is null || entry.Value.IsNull
            || entry.Value is ScalarNode { Value.Length: 0, IsUnresolved: false }
            || (property.Property.GetValue(section) is ICollection { Count: 0 } && entry.Value is SequenceNode);
        var path = NodePath.Child(place.Path, property.Name);
        if (!isMissing || problems.HasErrorWithin(path))
            return;
        var hint = property.Option.Example is { } example ? $"for example {property.Name}: {example}" : null;
        problems.Error(entry?.Key.Location ?? place.Anchor, path,
            $"'{property.Name}' is required", hint);
    }

    private object? BindShorthand(OptionsClass options, OptionProperty shorthand, PlacedNode place)
    {
        var section = options.Create();
        sources.Add(section, place);
        sources.Add(NodePath.Child(place.Path, shorthand.Name), place);
        if (BindValue(shorthand.ValueType, place, shorthand.Option) is not { } value)
            return null;
        shorthand.Property.SetValue(section, value);
        return section;
    }

    private object? BindCollection(CollectionType collection, PlacedNode place, OptionAttribute? option) => collection.Kind switch
    {
        CollectionKind.Dictionary => BindDictionary(collection, place, option),
        CollectionKind.OneOrMany => BindOneOrMany(collection, place, option),
        _ => BindList(collection, place, option),
    };

    private object? BindDictionary(CollectionType collection, PlacedNode place, OptionAttribute? option)
    {
        if (place.Node is not MappingNode mapping)
        {
            problems.Error(place.Node.Location, place.Path, $"expects a mapping of names to values, not {Describe(collection, place.Node)}");
            return null;
        }

        var result = collection.CreateDictionary();
        foreach (var entry in mapping.Entries)
        {
            var child = place.Child(entry);
            sources.Add(child.Path, child);
            var value = entry.Value.IsNull ? collection.EmptyElement() : BindValue(collection.Element, child, option);
            if (value is not null)
                result[entry.Name] = value;
        }

        return result;
    }

    private object? BindOneOrMany(CollectionType collection, PlacedNode place, OptionAttribute? option)
    {
        if (place.Node is SequenceNode { Items.Count: 0 })
        {
            problems.Error(place.Node.Location, place.Path, "the list is empty", "write at least one value, or leave the key out");
            return null;
        }

        var isSingle = place.Node is not SequenceNode;
        var items = isSingle ? [BindValue(collection.Element, place, option)] : BindItems(collection, place, option);
        var bound = collection.CreateList(items.OfType<object>());
        return bound.Count == 0 ? null : collection.CreateOneOrMany(bound);
    }

    private IList? BindList(CollectionType collection, PlacedNode place, OptionAttribute? option)
    {
        if (place.Node is SequenceNode)
            return collection.CreateList(BindItems(collection, place, option).OfType<object>());
        problems.Error(place.Node.Location, place.Path, $"expects a list, not {Describe(collection, place.Node)}",
            "begin each item with '- '");
        return null;
    }

    private List<object?> BindItems(CollectionType collection, PlacedNode place, OptionAttribute? option)
    {
        var items = new List<object?>();
        foreach (var node in ((SequenceNode)place.Node).Items)
        {
            var item = place.Item(items.Count, node);
            sources.Add(item.Path, item);
            items.Add(BindValue(collection.Element, item, option));
        }

        return items;
    }

    private static string Describe(CollectionType collection, ConfigNode node) =>
        ScalarTypes.Find(collection.Element) is { IsSecret: true } && node is ScalarNode ? "a single value" : node.Describe();
}
