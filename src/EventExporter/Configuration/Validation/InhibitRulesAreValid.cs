using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;
using EventExporter.Query;

namespace EventExporter.Configuration.Validation;

/// <summary>Inhibition's queries can be read and ask for what an event knows, and its fields and receivers exist.</summary>
internal sealed class InhibitRulesAreValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var receivers = context.Configuration.Receivers.Select(static receiver => receiver.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in context.Configuration.Inhibit)
        {
            CheckQuery(rule, "when", rule.When, context);
            CheckQuery(rule, "mute", rule.Mute, context);
            FieldNames.Check(rule, "equal", rule.Equal, context);
            CheckReceivers(rule, receivers, context);
            if (rule.Name.Length > 0 && !names.Add(rule.Name))
                context.Error(context.Sources.Of(rule, "name"), $"there is another inhibit rule '{rule.Name}'", "give each its own name");
        }
    }

    private static void CheckReceivers(InhibitOptions rule, HashSet<string> known, ValidationContext context)
    {
        foreach (var (index, name) in rule.Receivers.Index().Where(receiver => !known.Contains(receiver.Item)))
            context.Error(context.Sources.Of(rule, "receivers", index), $"there is no receiver '{name}'", $"there are {string.Join(", ", known)}");
    }

    private static void CheckQuery(InhibitOptions rule, string key, string text, ValidationContext context)
    {
        if (text.Length == 0)
            return;
        var place = context.Sources.Of(rule, key);
        var parsed = EventQuery.Parse(text, DateTimeOffset.UnixEpoch);
        foreach (var problem in parsed.Problems)
            context.Problems.Error(At(place, problem.Column), place.Path, $"query: {problem.Message}", problem.Hint);
        if (!parsed.IsValid(out var query))
            return;
        if (query.Root is null)
            context.Error(place, "the query matches every event", "name what is meant: finding=incident category=Node");
        if (query.Since is not null || query.Until is not null)
            context.Error(place, "since and until have no meaning here", "how long something goes on is said by 'for'");
    }

    private static SourceLocation At(PlacedNode place, int column) =>
        place.Node is ScalarNode text ? text.Text.At(1, column) : place.Anchor;
}
