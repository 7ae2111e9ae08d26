using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Query;

namespace EventExporter.Configuration.Validation;

/// <summary>Lists of fields name fields that events have.</summary>
internal static class FieldNames
{
    public static void Check(object section, string key, OneOrMany<string> names, ValidationContext context)
    {
        foreach (var (index, name) in names.Index().Where(static field => GroupField.Find(field.Item) is null))
        {
            var nearest = Suggestion.Nearest(name, QueryFields.Names);
            context.Error(context.Sources.Of(section, key, index), $"there is no field '{name}'",
                nearest is null || nearest == name ? $"fields: {string.Join(", ", QueryFields.Names)}" : $"did you mean '{nearest}'?");
        }
    }
}
