using System.Numerics;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Values;

/// <summary>The names that templates and messages give to types.</summary>
public static class TypeNames
{
    /// <summary>Coarse: number, string, boolean, array, iterator, object, function; null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string => "string",
        bool => "boolean",
        TemplateRange => "iterator",
        TemplateFunction => "function",
        _ when Host.IsNumber(value) => "number",
        _ when Host.IsList(value) => "array",
        _ => "object",
    };

    /// <summary>Fine: int, long, double, ...; null for null.</summary>
    public static string? Kind(object? value) => value switch
    {
        null => null,
        bool => "bool",
        int => "int",
        long => "long",
        uint => "uint",
        float => "float",
        double => "double",
        decimal => "decimal",
        BigInteger => "bigint",
        string => "string",
        DateTimeOffset => "datetime",
        TimeSpan => "timespan",
        TemplateRange => "range",
        TemplateFunction => "function",
        _ when Host.IsList(value) => "array",
        _ => "object",
    };

    /// <summary>For messages.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        DateTimeOffset => "date",
        TimeSpan => "timespan",
        _ => Of(value)!,
    };
}
