using EventExporter.Configuration.Model;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing.Conditions;
using EventExporter.Pipeline.Routing.Patterns;

namespace EventExporter.Pipeline.Routing;

/// <summary>Makes the conditions of a rule. Cheap comparisons come first, the message, usually the longest text, last.</summary>
internal static class MatcherBuilder
{
    public static EventMatcher Build(ConditionConfig rule)
    {
        var conditions = new List<ICondition>();
        Add(conditions, EventFields.Type, rule.Type);
        Add(conditions, EventFields.Kind, rule.Kind);
        Add(conditions, EventFields.Reason, rule.Reason);
        Add(conditions, EventFields.Namespace, rule.Namespace);
        Add(conditions, EventFields.Name, rule.Name);
        Add(conditions, EventFields.ApiVersion, rule.ApiVersion);
        Add(conditions, EventFields.SeverityName, rule.Severity);
        Add(conditions, EventFields.Category, rule.Category);
        Add(conditions, EventFields.Cluster, rule.Cluster);
        Add(conditions, EventFields.Component, rule.Component);
        Add(conditions, EventFields.ReportingController, rule.ReportingController);
        Add(conditions, EventFields.Host, rule.Host);
        Add(conditions, EventFields.Action, rule.Action);
        if (rule.MinCount is { } minimum)
            conditions.Add(new CountCondition(minimum, null));
        if (rule.MaxCount is { } maximum)
            conditions.Add(new CountCondition(null, maximum));
        if (rule.Owner is { } owner)
        {
            Add(conditions, EventFields.OwnerKind, owner.Kind);
            Add(conditions, EventFields.OwnerName, owner.Name);
            Add(conditions, EventFields.OwnerApiVersion, owner.ApiVersion);
        }

        Add(conditions, "labels", rule.Labels, e => e.Object.Labels);
        Add(conditions, "annotations", rule.Annotations, e => e.Object.Annotations);
        Add(conditions, "namespaceLabels", rule.NamespaceLabels, e => e.Object.NamespaceLabels);
        Add(conditions, "details", rule.Details, e => e.Details);
        if (rule.Not is { } not)
            conditions.Add(new NotCondition(Build(not)));
        Add(conditions, EventFields.Message, rule.Message);
        return new EventMatcher(conditions);
    }

    /// <summary>As in kubernetes-event-exporter, an empty pattern checks nothing.</summary>
    private static void Add(List<ICondition> conditions, EventField field, OneOrMany<string> patterns)
    {
        if (patterns.Count > 0 && !patterns.Contains(""))
            conditions.Add(new FieldCondition(field, Compile(patterns)));
    }

    private static void Add(
        List<ICondition> conditions,
        string map,
        IReadOnlyDictionary<string, OneOrMany<string>> patterns,
        Func<AnalyzedEvent, IReadOnlyDictionary<string, string>> read)
    {
        foreach (var (key, values) in patterns)
            conditions.Add(new MapCondition(map, key, values.Count == 0 ? null : Compile(values), read));
    }

    private static PatternSet Compile(OneOrMany<string> patterns) => new([.. patterns.Select(p => new TextPattern(p))]);
}
