using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Pipeline.Analysis.Alerts;

namespace EventExporter.Configuration.Validation;

/// <summary>Every alert rule has a name of its own and a condition that can be read.</summary>
internal sealed class AlertsAreValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var alert in context.Configuration.Alerts)
        {
            var name = context.Sources.Of(alert, "name");
            if (alert.Name.Length > 0 && !first.TryAdd(alert.Name, name.Node.Location.Line))
                context.Error(name, $"alert name {name.Node.Describe()} is taken by the alert in line {first[alert.Name]}", "give each alert a name of its own");
            if (alert.When.Trim().Length > 0)
                CheckCondition(context, alert.When, context.Sources.Of(alert, "when"));
        }
    }

    private static void CheckCondition(ValidationContext context, string when, PlacedNode place)
    {
        foreach (var problem in AlertConditionParser.Parse(when).Problems)
        {
            var before = when.AsSpan(0, Math.Clamp(problem.Column - 1, 0, when.Length));
            var (line, column) = (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
            var location = place.Node is ScalarNode text ? text.Text.At(line, column) : place.Anchor;
            context.Problems.Error(location, place.Path, problem.Message, problem.Hint);
        }
    }
}
