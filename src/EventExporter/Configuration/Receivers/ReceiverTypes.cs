using System.Reflection;

namespace EventExporter.Configuration.Receivers;

/// <summary>The receiver types that a configuration may name.</summary>
internal sealed class ReceiverTypes(IEnumerable<ReceiverType> types)
{
    private readonly SortedDictionary<string, ReceiverType> _types =
        new(types.ToDictionary(type => type.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every class of this program that carries a <see cref="ReceiverAttribute"/>.</summary>
    public static readonly ReceiverTypes BuiltIn = new(
        from type in typeof(ReceiverTypes).Assembly.GetTypes()
        let declared = type.GetCustomAttribute<ReceiverAttribute>()
        where declared is not null
        select new ReceiverType(declared.Name, declared.Description, type));

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyCollection<ReceiverType> All => _types.Values;

    public IReadOnlyCollection<string> Names => _types.Keys;

    public ReceiverType? Find(string name) => _types.GetValueOrDefault(name);
}
