using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's questions about types, and its paths.</summary>
internal static class SprigTypes
{
    public static IEnumerable<BuiltinFunction> All()
    {
        var all = new List<BuiltinFunction>
        {
            F("typeOf", "value", "The value's type, by Go's names.", "{{ typeOf \"a\" }}", "string", static (_, a) => GoKinds.TypeOf(a[0])),
            F("typeIs", "type value", "Whether the value has this type.", "{{ typeIs \"int\" 5 }}", "true", static (c, a) => Boxes.Bool(GoKinds.TypeOf(a[1]) == Read.Text(c, a[0], "type"))),
            F("typeIsLike", "type value", "Whether the value has this type or is a reference to one of it.", "{{ typeIsLike \"int\" 5 }}", "true", static (c, a) => Boxes.Bool(GoKinds.TypeOf(a[1]).TrimStart('*') == Read.Text(c, a[0], "type").TrimStart('*'))),
            F("kindOf", "value", "The kind of the value: string, int, float64, bool, slice, map, struct or invalid.", "{{ kindOf (list 1) }}", "slice", static (_, a) => GoKinds.KindOf(a[0])),
            F("kindIs", "kind value", "Whether the value is of this kind.", "{{ kindIs \"map\" (dict) }}", "true", static (c, a) => Boxes.Bool(GoKinds.KindOf(a[1]) == Read.Text(c, a[0], "kind"))),
            F("deepEqual", "a b", "Whether two values are equal in all they hold.", "{{ deepEqual (list 1 2) (list 1 2) }}", "true", static (c, a) => Boxes.Bool(new ValueEquality(c).AreEqual(a[0], a[1]))),
        };
        foreach (var (of, body) in Paths())
        {
            all.Add(of);
            all.Add(Alias("os" + char.ToUpperInvariant(of.Name[0]) + of.Name[1..], of, body));
        }
        return all;
    }

    private static IEnumerable<(BuiltinFunction Of, FunctionBody Body)> Paths()
    {
        yield return Row("base", "The last element of a path.", "{{ base \"foo/bar/baz\" }}", "baz", static (c, a) => GoPath.Base(Read.Text(c, a[0], "path")));
        yield return Row("dir", "The path without its last element.", "{{ dir \"foo/bar/baz\" }}", "foo/bar", static (c, a) => GoPath.Dir(Read.Text(c, a[0], "path")));
        yield return Row("clean", "The path without detours.", "{{ clean \"foo/bar/../baz\" }}", "foo/baz", static (c, a) => GoPath.Clean(Read.Text(c, a[0], "path")));
        yield return Row("ext", "The path's extension with its dot.", "{{ ext \"foo.bar\" }}", ".bar", static (c, a) => GoPath.Extension(Read.Text(c, a[0], "path")));
        yield return Row("isAbs", "Whether the path begins at the root.", "{{ isAbs \"/foo\" }}", "true", static (c, a) => Boxes.Bool(Read.Text(c, a[0], "path").StartsWith('/')));
    }

    private static (BuiltinFunction Of, FunctionBody Body) Row(string name, string summary, string example, string result, FunctionBody body) =>
        (F(name, "path", summary, example, result, body), body);
}
