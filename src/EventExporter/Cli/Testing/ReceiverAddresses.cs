using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Cli.Testing;

/// <summary>Where a receiver's requests go: the sink knows, or else its options do, if they hold an address.</summary>
internal static class ReceiverAddresses
{
    public static IReadOnlyList<Uri> Of(ISink sink, object options, AnalyzedEvent analyzed) =>
        (sink is IProbeable probeable ? probeable.AddressesFor(analyzed) : InOptions(options))
        .Where(address => address.IsAbsoluteUri && address.Scheme is "http" or "https")
        .ToList();

    private static IEnumerable<Uri> InOptions(object options) => OptionsClass.Of(options.GetType()).Properties
        .Where(property => property.Property.DeclaringType != typeof(HttpOptions))
        .Select(property => property.Property.GetValue(options))
        .SelectMany<object?, Uri>(value => value switch
        {
            Uri address => [address],
            OneOrMany<Uri> addresses => [.. addresses],
            _ => [],
        });
}
