using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Writes the rows of sprig's tables.</summary>
internal static class SprigFunction
{
    public static BuiltinFunction F(string name, string signature, string summary, string? example, string? result, FunctionBody body) =>
        new(name, signature, summary, body) { Example = example, ExampleResult = result };

    /// <summary>Another name for a function: sprig's <c>must</c> variants, and names of its older versions.</summary>
    public static BuiltinFunction Alias(string name, BuiltinFunction of, FunctionBody body) =>
        new(name, string.Join(' ', of.Parameters), of.Summary, body)
        {
            Example = of.Example?.Replace("{{ " + of.Name + " ", "{{ " + name + " ", StringComparison.Ordinal),
            ExampleResult = of.ExampleResult,
        };
}
