using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Writes the rows of sprig's tables.</summary>
internal static class SprigFunction
{
    /// <summary>What stands before a function's name in examples.</summary>
    private static readonly string[] Begins = ["{{ ", "(", "| "];

    public static BuiltinFunction F(string name, string signature, string summary, string? example, string? result, FunctionBody body) =>
        new(name, signature, summary, body) { Example = example, ExampleResult = result };

    /// <summary>Another name for a function: sprig's <c>must</c> variants, and names of its older versions.</summary>
    public static BuiltinFunction Alias(string name, BuiltinFunction of, FunctionBody body) =>
        new(name, string.Join(' ', of.Parameters), of.Summary, body)
        {
            Example = Begins.Aggregate(of.Example, (example, begin) => example?.Replace(begin + of.Name + " ", begin + name + " ", StringComparison.Ordinal)),
            ExampleResult = of.ExampleResult,
        };
}
