using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Receivers;

/// <summary>Binds a receiver, whose type is the one key that is not common to all.</summary>
internal sealed class ReceiverBinder(ReceiverTypes types) : INodeBinder
{
    public Type Type => typeof(ReceiverConfig);

    public object? Bind(PlacedNode place, OptionsBinder binder)
    {
        if (place.Node is not MappingNode mapping)
        {
            binder.Problems.Error(place.Node.Location, place.Path, $"expects a receiver, not {place.Node.Describe()}",
                "write '- name: ...' and a type such as 'stdout: {}'");
            return null;
        }

        var hasType = mapping.Entries.Any(entry => types.Find(entry.Name) is not null);
        var typeKeys = new List<MappingEntry>();
        var draft = new ReceiverConfig();
        binder.BindInto(draft, place, entry => IsTypeKey(entry, place, typeKeys, hasType, binder.Problems));
        if (Choose(typeKeys, place, binder.Problems) is not { } chosen)
            return draft;

        var options = binder.BindSection(types.Find(chosen.Name)!.OptionsType, place.Child(chosen));
        return options is null ? draft : WithOptions(draft, chosen.Name, options, binder.Sources);
    }

    private bool IsTypeKey(MappingEntry entry, PlacedNode place, List<MappingEntry> typeKeys, bool hasType, ProblemList problems)
    {
        if (types.Find(entry.Name) is not null)
        {
            typeKeys.Add(entry);
            return true;
        }

        if (!LegacyReceiverTypes.Contains(entry.Name))
            return !hasType && LooksLikeType(entry) && ReportUnknownType(entry, place, typeKeys, problems);
        problems.Error(entry.Key.Location, place.Child(entry).Path,
            $"kubernetes-event-exporter has a receiver type '{entry.Name}', this program has none yet", $"known types: {string.Join(", ", types.Names)}");
        typeKeys.Add(entry);
        return true;
    }

    // A mapping under a name that is nothing like a common key is most likely meant to be a type.
    private static bool LooksLikeType(MappingEntry entry) =>
        (entry.Value is MappingNode || entry.Value.IsNull)
        && Suggestion.Nearest(entry.Name, OptionsClass.Of(typeof(ReceiverConfig)).Properties.Select(property => property.Name)) is null;

    private bool ReportUnknownType(MappingEntry entry, PlacedNode place, List<MappingEntry> typeKeys, ProblemList problems)
    {
        var nearest = Suggestion.Nearest(entry.Name, types.Names);
        problems.Error(entry.Key.Location, place.Child(entry).Path, $"unknown receiver type '{entry.Name}'",
            nearest is null ? $"known types: {string.Join(", ", types.Names)}" : $"did you mean '{nearest}'?");
        typeKeys.Add(entry);
        return true;
    }

    private MappingEntry? Choose(List<MappingEntry> typeKeys, PlacedNode place, ProblemList problems)
    {
        if (typeKeys.Count == 0)
        {
            problems.Error(place.Anchor, place.Path, "the receiver has no type", $"add one of {string.Join(", ", types.Names)}");
            return null;
        }

        foreach (var extra in typeKeys.Skip(1))
        {
            problems.Error(extra.Key.Location, place.Child(extra).Path, $"the receiver is already of type '{typeKeys[0].Name}'",
                "a receiver has one type; write a second receiver, and a rule that names it");
        }

        return types.Find(typeKeys[0].Name) is null ? null : typeKeys[0];
    }

    private static ReceiverConfig WithOptions(ReceiverConfig draft, string type, object options, SourceMap sources)
    {
        var receiver = draft with { Type = type, Options = options };
        sources.Replace(draft, receiver);
        return receiver;
    }
}
