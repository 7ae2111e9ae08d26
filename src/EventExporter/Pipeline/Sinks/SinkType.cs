using System.Reflection;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks;

/// <summary>A kind of sink.</summary>
/// <param name="Name">The key in a receiver's entry, from the <see cref="ReceiverAttribute"/> of its options.</param>
/// <param name="Defaults">How its receivers batch where the configuration does not say.</param>
/// <param name="Create">Makes a sink from its options. Throws <see cref="SinkConfigurationException"/>.</param>
internal sealed record SinkType(string Name, Func<object, DeliveryOptions> Defaults, Func<object, SinkContext, ISink> Create)
{
    public static SinkType Of<TOptions>(Func<TOptions, SinkContext, ISink> create, Func<TOptions, DeliveryOptions> defaults) => new(
        typeof(TOptions).GetCustomAttribute<ReceiverAttribute>()!.Name,
        options => defaults((TOptions)options),
        (options, context) => create((TOptions)options, context));
}
