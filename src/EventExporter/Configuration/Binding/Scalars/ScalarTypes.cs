using System.Collections.Concurrent;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>The .NET types that are written as a single value.</summary>
internal static class ScalarTypes
{
    private static readonly ConcurrentDictionary<Type, ScalarType> Known = new()
    {
        [typeof(string)] = new TextType(),
        [typeof(bool)] = new BooleanType(),
        [typeof(int)] = new NumberType<int>(),
        [typeof(long)] = new NumberType<long>(),
        [typeof(double)] = new NumberType<double>(),
        [typeof(TimeSpan)] = new DurationType(),
        [typeof(ByteSize)] = new ByteSizeType(),
        [typeof(Secret)] = new SecretType(),
        [typeof(Uri)] = new UriType(),
    };

    /// <summary>How values of the type are written; null for a list, a mapping or a section.</summary>
    public static ScalarType? Find(Type type) =>
        type.IsEnum ? Known.GetOrAdd(type, static key => new EnumType(key)) : Known.GetValueOrDefault(type);
}
