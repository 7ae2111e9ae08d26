using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>A case: what happens, and what is to come of it.</summary>
internal sealed record TestCaseOptions
{
    [Option("name", "What the case claims.", Required = true, Example = "A crash loop alerts once")]
    public string Name { get; init; } = "";

    [Option("start", "When the case begins, as 2026-01-05T08:00:00Z; times of its events count from here.", DefaultText = "2026-01-05T00:00:00Z, a Monday")]
    public string? Start { get; init; }

    [Option("events", "What happens.")]
    public IReadOnlyList<TestEventOptions> Events { get; init; } = [];

    [Option("recording", "Recorded events in place of, or beside, 'events'; a relative path starts in the folder of this file. They keep their own times.")]
    public string? Recording { get; init; }

    [Option("runOn", "How long the clock runs on after the last event, so that what is due by then comes.", Min = "0s", Max = "30d")]
    public TimeSpan RunOn { get; init; } = TimeSpan.FromMinutes(10);

    [Option("expect", "What has to come of it.", Required = true)]
    public ExpectationOptions Expect { get; init; } = new();
}
