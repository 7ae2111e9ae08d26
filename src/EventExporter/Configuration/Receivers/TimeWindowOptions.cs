using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Receivers;

/// <summary>A time of some days of the week.</summary>
internal sealed class TimeWindowOptions
{
    [Option("days", "Days of the week: mon, or mon-fri.", DefaultText = "every day", Example = "[mon-thu, sat]")]
    public OneOrMany<string> Days { get; init; } = [];

    [Option("from", "When it begins.", Example = "\"08:00\"")]
    public string From { get; init; } = "00:00";

    [Option("to", "When it ends. Not later than from: on the next day.", Example = "\"18:00\"")]
    public string To { get; init; } = "24:00";
}
