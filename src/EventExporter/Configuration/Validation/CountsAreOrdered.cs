namespace EventExporter.Configuration.Validation;

/// <summary>A rule's minCount is not above its maxCount.</summary>
internal sealed class CountsAreOrdered : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var rule in context.Conditions().Where(rule => rule.MinCount > rule.MaxCount))
        {
            context.Error(context.Sources.Of(rule, "minCount"), $"minCount {rule.MinCount} is above maxCount {rule.MaxCount}, so the rule never matches",
                "swap them, or remove one");
        }
    }
}
