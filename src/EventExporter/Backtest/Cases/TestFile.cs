using EventExporter.Backtest;
using EventExporter.Configuration;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;

namespace EventExporter.Backtest.Cases;

/// <summary>A file of cases, read and bound, with the configuration that it tests.</summary>
internal sealed record TestFile(string Path, TestFileOptions Options, SourceMap Sources, LoadResult Configuration)
{
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Reads the file and its configuration; what is wrong with either is told together.</summary>
    public static (TestFile? File, IReadOnlyList<Problem> Problems) Read(string path)
    {
        string text;
        try
        {
            text = ProcessEnvironment.Instance.ReadFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, [new Problem(path, 1, 1, "", "the file cannot be read; does it exist?", null, ProblemSeverity.Error)]);
        }

        var problems = new ProblemList();
        var root = new YamlTreeReader(path, new ValueExpander(ProcessEnvironment.Instance, System.IO.Path.GetDirectoryName(path), problems), problems).Read(text);
        if (root is not MappingNode)
        {
            if (root is not null)
                problems.Error(root.Location, "", $"expects a mapping of keys, not {root.Describe()}", "write 'config:' and 'cases:' at the left margin");
            return (null, problems.Sorted());
        }

        var sources = new SourceMap();
        var options = new OptionsBinder(problems, sources).Bind<TestFileOptions>(root);
        var file = new TestFile(path, options, sources, Load(path, options));
        Check(file, problems);
        IReadOnlyList<Problem> all = [.. problems.Sorted(), .. file.Configuration.Problems.Where(static problem => problem.IsError)];
        return (all.Any(static problem => problem.IsError) ? null : file, all);
    }

    private static LoadResult Load(string path, TestFileOptions options)
    {
        if (options.Config.Length == 0)
            return new LoadResult(null, new SourceMap(), []);
        var config = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", options.Config);
        return ConfigurationLoader.Load(config, new PretendedEnvironment(options.Variables, config));
    }

    private static void Check(TestFile file, ProblemList problems)
    {
        var receivers = file.Configuration.Configuration?.Receivers.Select(static receiver => receiver.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var test in file.Options.Cases)
        {
            if (test.Start is { } start && !TestTimes.TryRead(start, out _))
                Error(problems, file.Sources.Of(test, "start"), $"'{start}' is no time", "write it as 2026-01-05T08:00:00Z");
            if (test.Events.Count == 0 && test.Recording is null)
                Error(problems, file.Sources.Of(test), "nothing happens in this case", "write 'events:' or 'recording:'");
            foreach (var name in test.Expect.Receivers.Keys.Where(name => receivers?.Contains(name) == false))
                Error(problems, file.Sources.OfEntry(test.Expect, "receivers", name, 0), $"the configuration has no receiver '{name}'", $"it has {string.Join(", ", receivers!)}");
            foreach (var happening in test.Events)
                CheckOwners(file, happening, problems);
        }
    }

    private static void CheckOwners(TestFile file, TestEventOptions happening, ProblemList problems)
    {
        for (var i = 0; i < happening.Owners.Count; i++)
        {
            if (happening.Owners[i].Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                Error(problems, file.Sources.Of(happening, "owners", i), $"'{happening.Owners[i]}' is no owner", "write Kind/name, as Deployment/web");
        }
    }

    private static void Error(ProblemList problems, PlacedNode place, string message, string hint) => problems.Error(place.Anchor, place.Path, message, hint);
}
