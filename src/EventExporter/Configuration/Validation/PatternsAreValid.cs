using EventExporter.Configuration.Patterns;

namespace EventExporter.Configuration.Validation;

/// <summary>Every pattern is a regular expression that can be run, and is not a glob by the look of it.</summary>
internal sealed class PatternsAreValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var (text, place) in context.Conditions().SelectMany(rule => ConditionReader.Patterns(rule, context.Sources)))
        {
            var isSensitive = place.Node is Loading.ScalarNode { IsSensitive: true };
            if (!Pattern.TryCompile(text, out _, out var error))
                context.Error(place, $"bad pattern {place.Node.Describe()}: {error.Message}", isSensitive ? null : error.Hint);
            else if (!isSensitive && PatternSyntax.MeantAsGlob(text) is { } meant)
                context.Warn(place, $"pattern {place.Node.Describe()} looks like a glob but is a regular expression, where '*' repeats the sign before it", $"write '{meant}'");
        }
    }
}
