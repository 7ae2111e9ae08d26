using System.Collections;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding;

/// <summary>A list, a <see cref="OneOrMany{T}"/> or a dictionary with text keys, taken apart.</summary>
internal sealed record CollectionType(CollectionKind Kind, Type Element)
{
    public static CollectionType? Of(Type type)
    {
        if (!type.IsGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(OneOrMany<>))
            return new CollectionType(CollectionKind.OneOrMany, arguments[0]);
        if (definition == typeof(IReadOnlyList<>) || definition == typeof(List<>))
            return new CollectionType(CollectionKind.List, arguments[0]);
        if ((definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(Dictionary<,>)) && arguments[0] == typeof(string))
            return new CollectionType(CollectionKind.Dictionary, arguments[1]);
        return null;
    }

    public IList CreateList(IEnumerable<object> items)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(Element))!;
        foreach (var item in items)
            list.Add(item);
        return list;
    }

    public object CreateOneOrMany(IList items) => Activator.CreateInstance(typeof(OneOrMany<>).MakeGenericType(Element), items)!;

    public IDictionary CreateDictionary() =>
        (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), Element))!;

    /// <summary>What a key with nothing after it means in a dictionary: an empty text, no values, a section of defaults.</summary>
    public object? EmptyElement()
    {
        if (Element == typeof(string))
            return "";
        if (Of(Element) is { Kind: CollectionKind.OneOrMany } values)
            return values.CreateOneOrMany(values.CreateList([]));
        return Element.IsValueType || Element.IsClass ? Activator.CreateInstance(Element) : null;
    }
}
