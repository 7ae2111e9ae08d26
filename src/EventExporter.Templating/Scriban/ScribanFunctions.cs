using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban;

/// <summary>All names that are built into the language.</summary>
public static class ScribanFunctions
{
    public static readonly FunctionTable Table = new(new Dictionary<string, object>
    {
        ["empty"] = EmptyValue.Instance,
        ["blank"] = EmptyValue.Instance,
        ["array"] = ArrayFunctions.Group,
        ["date"] = DateFunctions.Group,
        ["html"] = HtmlFunctions.Group,
        ["math"] = MathFunctions.Group,
        ["object"] = ObjectFunctions.Group,
        ["regex"] = RegexFunctions.Group,
        ["string"] = StringFunctions.Group,
        ["timespan"] = TimespanFunctions.Group,
        ["include"] = IncludeFunctions.Include,
        ["include_join"] = IncludeFunctions.IncludeJoin,
    });
}
