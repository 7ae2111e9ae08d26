using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;

namespace EventExporter.Tests.Configuration.Support;

/// <summary>Text read and bound to one options class, with all that was found wrong.</summary>
internal sealed class BoundText<T>
    where T : class
{
    public BoundText(string yaml, FakeEnvironment? environment = null)
    {
        var problems = new ProblemList();
        var expander = new ValueExpander(environment ?? new FakeEnvironment(), folder: null, problems);
        var root = new YamlTreeReader("test.yaml", expander, problems).Read(yaml);
        Value = root is null ? null : new OptionsBinder(problems, Sources).Bind<T>(root);
        Problems = [.. problems.Sorted().Select(problem => problem.ToString())];
    }

    public T? Value { get; }

    public SourceMap Sources { get; } = new();

    public IReadOnlyList<string> Problems { get; }
}
