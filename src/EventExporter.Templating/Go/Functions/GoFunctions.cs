using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Go.Functions;

/// <summary>All functions of text/template and sprig that Go templates can call.</summary>
internal static class GoFunctions
{
    public static readonly FunctionTable Table = new(new[]
    {
        CoreFunctions.All(),
        SprigStrings.All(),
        SprigDefaults.All(),
        SprigNumbers.All(),
        SprigLists.All(),
        SprigMaps.All(),
        SprigDates.All(),
        SprigRegex.All(),
        SprigEncoding.All(),
        SprigTypes.All(),
        SprigVersions.All(),
        SprigRandom.All(),
    }.SelectMany(all => all).ToDictionary(f => f.Name, f => (object)f));
}
