using EventExporter.Configuration.Loading;
using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>Keys of a layout that say how to write it rather than what. A key that shall begin with a dollar sign itself is written as a template: <c>"{{ '$if' }}"</c>.</summary>
internal static class LayoutDirectives
{
    private const string Known = "$if, $omitEmpty, $event and $raw";

    public static bool IsDirective(string key) => key is "$if" or "$omitEmpty" or "$event" or "$raw";

    /// <summary>What is wrong with an entry, and the way out; null if nothing is.</summary>
    public static (string Message, string Hint)? Check(MappingNode map, MappingEntry entry) => entry switch
    {
        { Name: "$omitEmpty", Value: not ScalarNode { Value: "true" or "false" } } => ($"$omitEmpty is true or false, not {entry.Value.Describe()}", "$omitEmpty: true leaves out entries that are null or empty"),
        { Name: "$event", Value: not ScalarNode { Value: "merge" } } => ($"$event is 'merge', not {entry.Value.Describe()}", "$event: merge puts the whole event under the other keys"),
        { Name: "$if", Value: not ScalarNode } => ($"$if is a template, not {entry.Value.Describe()}", "$if: \"{{ type == 'Warning' }}\""),
        { Name: "$raw", Value: not ScalarNode } => ($"$raw is a template that makes JSON, not {entry.Value.Describe()}", "$raw: \"{{ involved_object.labels | to_json }}\""),
        { Name: "$raw" } when map.Entries.Count > 1 => ("$raw stands alone in its mapping", "put the other keys one level up"),
        { Name: ['$', ..] } when !IsDirective(entry.Name) && !TemplateCompiler.IsTemplate(entry.Name) => ($"there is no directive {entry.Name}", $"known are {Known}"),
        _ => null,
    };
}
