using EventExporter.Configuration.Model;

namespace EventExporter.Configuration.Validation;

/// <summary>A rule of classification says something, and is not hidden by one before it that takes every event.</summary>
internal sealed class ClassifyRulesHaveAnEffect : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        ClassifyRule? all = null;
        foreach (var rule in context.Configuration.Classify.Where(context.IsSound))
        {
            var place = context.Sources.Of(rule, "match");
            if (rule is { Category: null, Severity: null, Details.Count: 0, Labels.Count: 0 })
                context.Warn(place, "the rule says nothing of the events it matches", "give it 'category', 'severity', 'labels' or 'details', or remove it");
            if (all is not null)
                context.Warn(place, "the rule is never looked at: one before it matches every event", "put it before that one");
            else if (ConditionReader.IsEmpty(rule.Match))
                all = rule;
        }
    }
}
