using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>How much the program says about itself, from most to least.</summary>
internal enum LogLevel
{
    Trace,
    Debug,

    [OptionValue("info", Aliases = ["information"])]
    Info,

    [OptionValue("warn", Aliases = ["warning"])]
    Warn,
    Error,

    [OptionValue("fatal", Aliases = ["panic", "critical"])]
    Fatal,
}
