using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Receivers;

/// <summary>When a receiver wants to hear of events.</summary>
internal sealed class ActiveTimeOptions
{
    [Option("timeZone", "The zone whose clock the windows go by, summer time included; its name in the IANA database.", Example = "Europe/Berlin")]
    public string TimeZone { get; init; } = "UTC";

    [Option("windows", "The times; any of them.", Required = true, Example = "[{days: mon-fri, from: \"08:00\", to: \"18:00\"}]")]
    public IReadOnlyList<TimeWindowOptions> Windows { get; init; } = [];

    [Option("inverted", "The windows are when the receiver does not want to hear of events, such as nights or maintenance.")]
    public bool Inverted { get; init; }

    [Option("outside", "What becomes of events at other times: hold tells of them in one digest when the time begins, drop leaves them out and counts them.")]
    public OutsideActiveTime Outside { get; init; } = OutsideActiveTime.Hold;
}
