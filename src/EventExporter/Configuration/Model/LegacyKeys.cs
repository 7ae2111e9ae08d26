using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Model;

/// <summary>Moves what was written under keys of kubernetes-event-exporter to where it belongs, so that the program reads one place.</summary>
internal static class LegacyKeys
{
    public static ExporterConfiguration Resolve(ExporterConfiguration configuration, SourceMap sources, ProblemList problems)
    {
        if (string.IsNullOrEmpty(configuration.Namespace))
            return configuration;
        if (sources.IsWritten(configuration.Source, "namespaces"))
        {
            var place = sources.Of(configuration, "namespace");
            problems.Error(place.Anchor, place.Path, $"'namespace' and 'source.namespaces' are both given, namespace as {place.Node.Describe()}",
                "keep source.namespaces alone");
            return configuration;
        }

        var source = configuration.Source with { Namespaces = [configuration.Namespace] };
        var resolved = configuration with { Source = source };
        sources.Replace(configuration.Source, source);
        sources.Replace(configuration, resolved);
        return resolved;
    }
}
