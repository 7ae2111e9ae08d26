using System.Collections;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks;

/// <summary>A digest of a receiver's options as far as they decide where it sends and as whom; its layout is not among them.</summary>
internal static class OptionsDigest
{
    public static string Of(object options)
    {
        var text = new StringBuilder();
        Add(text, options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static void Add(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null or ConfigNode:
                break;
            case Secret secret:
                text.Append(secret.Reveal());
                break;
            case string or Uri:
                text.Append(value);
                break;
            case IEnumerable items:
                foreach (var item in items)
                    Add(text.Append('['), item);
                break;
            case var _ when PairOf(value) is var (key, inner):
                Add(text.Append(key).Append('='), inner);
                break;
            default:
                AddSection(text, value);
                break;
        }

        text.Append('\n');
    }

    private static void AddSection(StringBuilder text, object value)
    {
        var properties = OptionsClass.Of(value.GetType()).Properties;
        if (properties.Count == 0)
            text.Append(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"));
        foreach (var property in properties)
            Add(text.Append(property.Name).Append(':'), property.Property.GetValue(value));
    }

    private static (object? Key, object? Value)? PairOf(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? (type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value))
            : null;
}
