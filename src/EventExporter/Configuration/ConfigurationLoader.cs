using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Validation;
using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Configuration;

/// <summary>Reads a configuration: YAML, expansion, binding, old keys, validation. Says everything that is wrong at once.</summary>
internal static class ConfigurationLoader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; <c>${file:...}</c> with a relative path starts in its folder.</param>
    /// <param name="environment">Variables and files; null for those of this process.</param>
    /// <param name="types">The receiver types to know; null for those of this program.</param>
    public static LoadResult Load(string path, IConfigurationEnvironment? environment = null, ReceiverTypes? types = null)
    {
        environment ??= ProcessEnvironment.Instance;
        try
        {
            return LoadText(environment.ReadFile(path), path, environment, types, Path.GetDirectoryName(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var message = exception is UnauthorizedAccessException ? "the file may not be read" : "the file cannot be read; does it exist?";
            return LoadResult.Failed(new Problem(path, 1, 1, "", message, "give its path with --config", ProblemSeverity.Error));
        }
    }

    /// <summary>Reads a configuration that is at hand as text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">What problems call the file.</param>
    /// <param name="environment">Variables and files; null for those of this process.</param>
    /// <param name="types">The receiver types to know; null for those of this program.</param>
    /// <param name="folder">Where relative <c>${file:...}</c> paths start.</param>
    public static LoadResult LoadText(
        string text, string name, IConfigurationEnvironment? environment = null, ReceiverTypes? types = null, string? folder = null)
    {
        types ??= ReceiverTypes.BuiltIn;
        var problems = new ProblemList();
        var expander = new ValueExpander(environment ?? ProcessEnvironment.Instance, folder, problems);
        var root = new YamlTreeReader(name, expander, problems).Read(text);
        if (root is not MappingNode)
        {
            if (root is not null)
                problems.Error(root.Location, "", $"expects a mapping of keys, not {root.Describe()}", "write 'route:' and 'receivers:' at the left margin");
            return new LoadResult(null, new SourceMap(), problems.Sorted());
        }

        var sources = new SourceMap();
        var bound = new OptionsBinder(problems, sources, new ReceiverBinder(types)).Bind<ExporterConfiguration>(root);
        var configuration = LegacyKeys.Resolve(bound, sources, problems);
        ConfigurationValidator.Validate(new ValidationContext(configuration, sources, problems));
        var resolved = configuration with { TemplateLanguage = TemplateFinder.LanguageOf(configuration, sources) };
        sources.Replace(configuration, resolved);
        return new LoadResult(problems.HasErrors ? null : resolved, sources, problems.Sorted());
    }
}
