using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;

namespace EventExporter.Cli.Render;

/// <summary>A JSON or YAML document as a template's model. JSON is YAML too, so one reader does.</summary>
internal static class ModelDocument
{
    public static object? Parse(string name, string text)
    {
        var problems = new ProblemList();
        var root = new YamlTreeReader(name, new ValueExpander(new NoExpansion(), null, problems), problems).Read(text);
        if (problems.HasErrors || root is null)
            throw new UserError(ExitCode.Failure, [.. problems.Sorted().Select(p => p.ToString())]);
        return Value(root);
    }

    private static object? Value(ConfigNode node) => node switch
    {
        ScalarNode scalar => scalar is { IsPlain: true } ? scalar.Typed() : scalar.Written,
        SequenceNode list => list.Items.Select(Value).ToList(),
        MappingNode map => map.Entries.ToDictionary(e => e.Key.Written, e => Value(e.Value), StringComparer.Ordinal),
        _ => null,
    };

    /// <summary>A model is data: a dollar sign in it means nothing.</summary>
    private sealed class NoExpansion : IConfigurationEnvironment
    {
        public string? GetVariable(string name) => null;

        public string ReadFile(string path) => throw new FileNotFoundException();
    }
}
