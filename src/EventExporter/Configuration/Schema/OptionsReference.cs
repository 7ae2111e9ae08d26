using System.Globalization;
using System.Text;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Binding.Scalars;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Configuration.Schema;

/// <summary>Writes the reference of options as Markdown from their declarations.</summary>
internal static class OptionsReference
{
    /// <summary>A table of the keys of a section and of the sections within it: key, type, default, meaning.</summary>
    public static string Table(Type optionsType)
    {
        var text = new StringBuilder("| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
        AddRows(text, OptionsClass.Of(optionsType), prefix: "", within: []);
        return text.ToString();
    }

    /// <summary>The page of a receiver type: what it does, the least to write, its options.</summary>
    public static string Page(ReceiverType type) =>
        $"""
        # {type.Name}

        {type.Description}

        ```yaml
        {Example(type)}
        ```

        {Table(type.OptionsType)}
        """ + "\n";

    private static string Example(ReceiverType type)
    {
        var options = OptionsClass.Of(type.OptionsType);
        var lines = options.Properties.Where(property => property.Option.Required || property.Option.IsUsual)
            .Select(property => $"    {property.Name}: {property.Option.Example ?? "..."}").ToList();
        var head = $"receivers:\n- name: {type.Name}\n  {type.Name}:";
        return lines.Count == 0 ? head + " {}" : $"{head}\n{string.Join('\n', lines)}";
    }

    private static void AddRows(StringBuilder text, OptionsClass options, string prefix, IReadOnlyList<Type> within)
    {
        var defaults = options.Create();
        foreach (var property in options.Properties)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| `{prefix}{property.Name}` | {TypeName(property.ValueType)} | {DefaultValue.Text(property, defaults)} | {Meaning(property)} |\n");

            // A condition may contain conditions: told once.
            if (SectionWithin(property.ValueType) is not { } section || section == options.Type || within.Contains(section))
                continue;
            var list = CollectionType.Of(property.ValueType) is null ? "" : "[]";
            AddRows(text, OptionsClass.Of(section), $"{prefix}{property.Name}{list}.", [.. within, options.Type]);
        }
    }

    private static string Meaning(OptionProperty property)
    {
        var option = property.Option;
        var text = new StringBuilder(option.Description);
        if (option.Allowed.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" One of {Code(option.Allowed)}.");
        if (option.IsTemplate)
            text.Append(" May be a template.");
        if (Range(option) is { } range)
            text.Append(CultureInfo.InvariantCulture, $" {range}");
        if (option.PlainNumber is { } unit)
            text.Append(CultureInfo.InvariantCulture, $" A number without a unit counts `{unit}`.");
        if (option.Aliases.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" Also {Code(option.Aliases)}.");
        if (option.OldNames.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" Formerly {Code(option.OldNames)}.");
        if (option.Example is { } example)
            text.Append(CultureInfo.InvariantCulture, $" Example: `{example}`.");
        return text.Replace("|", "\\|").Replace("\n", " ").ToString();
    }

    private static string? Range(OptionAttribute option) => (option.Min, option.Max) switch
    {
        (null, null) => null,
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"At least `{min}`."),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"At most `{max}`."),
        var (min, max) => string.Create(CultureInfo.InvariantCulture, $"From `{min}` to `{max}`."),
    };

    private static string TypeName(Type type)
    {
        if (type == typeof(ConfigNode))
            return "anything";
        if (ScalarTypes.Find(type) is { } scalar)
            return scalar.ShortName;
        if (CollectionType.Of(type) is not { } collection)
            return "section";
        var element = TypeName(Nullable.GetUnderlyingType(collection.Element) ?? collection.Element);
        return collection.Kind switch
        {
            CollectionKind.Dictionary => $"name to {element}",
            CollectionKind.OneOrMany => $"{element}, or a list",
            _ => $"list of {element}",
        };
    }

    private static Type? SectionWithin(Type type)
    {
        if (type == typeof(ConfigNode) || ScalarTypes.Find(type) is not null)
            return null;
        return CollectionType.Of(type) is { } collection ? SectionWithin(collection.Element) : type;
    }

    private static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
