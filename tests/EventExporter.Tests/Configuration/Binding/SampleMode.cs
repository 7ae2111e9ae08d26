using EventExporter.Configuration.Binding;

namespace EventExporter.Tests.Configuration.Binding;

internal enum SampleMode
{
    DropOldest,
    Hold,

    [OptionValue("warn", Aliases = ["warning"])]
    Warning,
}
