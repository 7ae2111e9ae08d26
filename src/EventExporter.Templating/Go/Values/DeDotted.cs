using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary><c>.DeDot</c>: the object with the dots in the keys of its maps replaced by underscores.</summary>
internal sealed class DeDotted(ITemplateObject inner) : ITemplateObject
{
    public IEnumerable<string> MemberNames => inner.MemberNames;

    public bool TryGetMember(string snakeName, out object? value)
    {
        if (!inner.TryGetMember(snakeName, out value))
            return false;
        value = Of(value);
        return true;
    }

    private static object? Of(object? value) => value switch
    {
        IReadOnlyDictionary<string, string> texts => texts.GroupBy(t => Key(t.Key)).ToDictionary(g => g.Key, g => g.Last().Value),
        TemplateObject map => OfMap(map),
        ITemplateObject o => new DeDotted(o),
        _ => value,
    };

    private static TemplateObject OfMap(TemplateObject map)
    {
        var result = new TemplateObject();
        foreach (var name in map.MemberNames)
        {
            map.TryGetMember(name, out var value);
            result.Set(Key(name), value);
        }
        return result;
    }

    private static string Key(string name) => name.Replace('.', '_');
}
