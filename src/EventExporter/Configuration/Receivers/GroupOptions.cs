using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Receivers;

/// <summary>
/// Events with the same values in some fields are told of together. What is new in a group is an object or a reason that it had not
/// before; recurrences of what it has are what goes on.
/// </summary>
[Shorthand("by")]
internal sealed class GroupOptions
{
    [Option("by", "The fields, by the names that queries and templates have for them; label.NAME is a label of the object.", Required = true, Example = "[namespace, owner, reason]")]
    public OneOrMany<string> By { get; init; } = [];

    [Option("wait", "How long a new group waits for company before it is told of.", Min = "0s", Max = "1d")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    [Option("interval", "Least time between two notifications of a group when something new has joined it.", Min = "0s", Max = "7d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    [Option("repeat", "Time after which a group is told of again while it goes on. A group of which nothing is heard for so long is over.", Min = "1s", Max = "30d")]
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(4);

    [Option("samples", "How many events of a group templates see; counts are always of all.", Min = 1, Max = 100)]
    public int Samples { get; init; } = 10;
}
