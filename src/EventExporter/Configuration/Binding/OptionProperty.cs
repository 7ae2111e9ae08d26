using System.Reflection;

namespace EventExporter.Configuration.Binding;

/// <summary>One configuration key of a section, as declared.</summary>
internal sealed record OptionProperty(PropertyInfo Property, OptionAttribute Option)
{
    public string Name => Option.Name;

    public Type Type => Property.PropertyType;

    /// <summary>The type without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>Every spelling, the proper one first.</summary>
    public IEnumerable<string> Names => [Option.Name, .. Option.Aliases, .. Option.OldNames];
}
