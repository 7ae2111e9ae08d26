using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>A span of time, see <see cref="Duration"/>.</summary>
internal sealed class DurationType : ScalarType<TimeSpan>
{
    public override string Expected => "a duration such as 30s, 5m or 1h30m";

    public override string ShortName => "duration";

    public override string? HintFor(string text) => text.All(char.IsAsciiDigit) ? $"give the unit: {text}s" : null;

    public override JsonObject Schema(OptionAttribute? option)
    {
        var text = new JsonObject { ["type"] = "string", ["pattern"] = @"^([0-9.]+(ms|s|m|h|d|w))+$" };
        return option?.PlainNumber is null
            ? text
            : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "number", ["minimum"] = 0 }, text) };
    }

    protected override bool TryRead(string text, OptionAttribute? option, out TimeSpan value) =>
        Duration.TryParse(text, Unit(option), out value);

    protected override string Format(TimeSpan value) => Duration.Format(value);

    private static TimeSpan? Unit(OptionAttribute? option) =>
        option?.PlainNumber is { } plain && Duration.TryParse(plain, null, out var unit) ? unit : null;
}
