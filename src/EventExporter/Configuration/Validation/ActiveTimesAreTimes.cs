using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Delivery.Quiet;

namespace EventExporter.Configuration.Validation;

/// <summary>Active times name zones, days and times that there are, and are not never.</summary>
internal sealed class ActiveTimesAreTimes : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var active in context.Configuration.Receivers.Select(static receiver => receiver.ActiveTime)
            .Concat(context.Rules().Select(static rule => rule.ActiveTime)).OfType<ActiveTimeOptions>())
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(active.TimeZone, out _))
            {
                context.Error(context.Sources.Of(active, "timeZone"), $"there is no time zone '{active.TimeZone}' here",
                    "write its name in the IANA database, such as Europe/Berlin; a container needs the package tzdata");
            }

            foreach (var window in active.Windows)
                CheckWindow(window, context);
        }
    }

    private static void CheckWindow(TimeWindowOptions window, ValidationContext context)
    {
        foreach (var (index, days) in window.Days.Index().Where(static days => TimeWindow.ParseDays(days.Item) is null))
            context.Error(context.Sources.Of(window, "days", index), $"'{days}' is no day of the week", "mon, tue, wed, thu, fri, sat, sun, or two of them as in mon-fri");
        foreach (var (key, text) in new[] { ("from", window.From), ("to", window.To) })
        {
            if (TimeWindow.ParseTime(text) is null)
                context.Error(context.Sources.Of(window, key), $"'{text}' is no time of the day", "hours and minutes in quotes: \"08:30\", up to \"24:00\"");
        }

        if (window.From == window.To && context.IsSound(window))
            context.Warn(context.Sources.Of(window, "to"), $"the window from {window.From} to {window.To} is a whole day", "leave out from and to, or change one");
    }
}
