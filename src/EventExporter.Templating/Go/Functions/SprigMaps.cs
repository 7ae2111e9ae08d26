using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions of maps. Keys come in their sorted order, where sprig leaves the order to chance.</summary>
internal static class SprigMaps
{
    public static IEnumerable<BuiltinFunction> All()
    {
        var merge = F("merge", "target sources...", "The target with what it lacks taken from the others; the target is changed.", "{{ merge (dict \"a\" 1) (dict \"a\" 2 \"b\" 3) }}", "map[a:1 b:3]", static (c, a) => Merge(c, a, false));
        var overwrite = F("mergeOverwrite", "target sources...", "The target with everything of the others; the target is changed.", "{{ mergeOverwrite (dict \"a\" 1) (dict \"a\" 2) }}", "map[a:2]", static (c, a) => Merge(c, a, true));
        var copy = F("deepCopy", "value", "The value with maps and lists of its own.", "{{ deepCopy (dict \"a\" (list 1)) }}", "map[a:[1]]", static (c, a) => Copy(c, a[0], 0));
        return
        [
            F("dict", "pairs...", "A map of keys and values in turn.", "{{ dict \"b\" 2 \"a\" 1 }}", "map[a:1 b:2]", static (c, a) => Make(c, a)),
            F("get", "map key", "The value of a key; an empty text when it is missing.", "{{ get (dict \"a\" 1) \"a\" }}", "1", static (c, a) => Host.TryGetMember(Map(c, a[0]), Key(c, a[1]), out var v) ? v : ""),
            F("set", "map key value", "The map, in which the key now has this value.", "{{ set (dict \"a\" 1) \"b\" 2 }}", "map[a:1 b:2]", static (c, a) => Set(c, a)),
            F("unset", "map key", "The map, from which the key is removed.", "{{ unset (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[b:2]", static (c, a) => Unset(c, a)),
            F("hasKey", "map key", "Whether the map has the key.", "{{ hasKey (dict \"a\" 1) \"a\" }}", "true", static (c, a) => Boxes.Bool(Host.TryGetMember(Map(c, a[0]), Key(c, a[1]), out _))),
            F("keys", "maps...", "The keys of the maps.", "{{ keys (dict \"b\" 1 \"a\" 2) }}", "[a b]", static (c, a) => Keys(c, a)),
            F("values", "map", "The values of the map, in the order of their keys.", "{{ values (dict \"b\" 1 \"a\" 2) }}", "[2 1]", static (c, a) => new TemplateList(Entries(Map(c, a[0])).Select(e => e.Value))),
            F("pick", "map keys...", "The map with these keys only.", "{{ pick (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[a:1]", static (c, a) => Filter(c, a, true)),
            F("omit", "map keys...", "The map without these keys.", "{{ omit (dict \"a\" 1 \"b\" 2) \"a\" }}", "map[b:2]", static (c, a) => Filter(c, a, false)),
            F("pluck", "key maps...", "The values that the maps have for a key.", "{{ pluck \"a\" (dict \"a\" 1) (dict \"b\" 2) (dict \"a\" 3) }}", "[1 3]", static (c, a) => Pluck(c, a)),
            F("dig", "path...", "The value at the end of a path of keys, else the default; the last two arguments are the default and the map.", "{{ dig \"a\" \"b\" \"none\" (dict \"a\" (dict \"b\" 1)) }}", "1", static (c, a) => Dig(c, a)),
            merge, overwrite, copy,
            Alias("mustMerge", merge, static (c, a) => Merge(c, a, false)),
            Alias("mustMergeOverwrite", overwrite, static (c, a) => Merge(c, a, true)),
            Alias("mustDeepCopy", copy, static (c, a) => Copy(c, a[0], 0)),
        ];
    }

    private static object Map(RenderContext context, object? value) => Read.Map(context, value, "map");

    private static string Key(RenderContext context, object? value) => Read.Text(context, value, "key");

    private static IEnumerable<(string Key, object? Value)> Entries(object map) =>
        GoKinds.Keys(map).Select(key => (key, Host.TryGetMember(map, key, out var value) ? value : null));

    private static TemplateObject Make(RenderContext context, ReadOnlySpan<object?> pairs)
    {
        var result = new TemplateObject();
        for (var i = 0; i < pairs.Length; i += 2)
            result.Set(context.Text(pairs[i]), i + 1 < pairs.Length ? pairs[i + 1] : "");
        return result;
    }

    private static TemplateObject Set(RenderContext context, ReadOnlySpan<object?> a)
    {
        var map = Read.OwnMap(context, a[0], "map");
        context.CheckCount(map.Count);
        map.Set(Key(context, a[1]), a[2]);
        return map;
    }

    private static TemplateObject Unset(RenderContext context, ReadOnlySpan<object?> a)
    {
        var map = Read.OwnMap(context, a[0], "map");
        map.Remove(Key(context, a[1]));
        return map;
    }

    private static TemplateList Keys(RenderContext context, ReadOnlySpan<object?> maps)
    {
        var result = new TemplateList();
        foreach (var map in maps)
        {
            foreach (var key in GoKinds.Keys(Map(context, map)))
                result.Add(key);
            context.CheckCount(result.Count);
        }
        return result;
    }

    private static TemplateObject Filter(RenderContext context, ReadOnlySpan<object?> a, bool keeps)
    {
        var map = Map(context, a[0]);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in a[1..])
            keys.Add(Key(context, key));
        var result = new TemplateObject();
        foreach (var (key, value) in Entries(map).Where(e => keys.Contains(e.Key) == keeps))
            result.Set(key, value);
        return result;
    }

    private static TemplateList Pluck(RenderContext context, ReadOnlySpan<object?> a)
    {
        var key = Key(context, a[0]);
        var result = new TemplateList();
        foreach (var map in a[1..])
        {
            if (Host.TryGetMember(Map(context, map), key, out var value))
                result.Add(value);
        }
        return result;
    }

    private static object? Dig(RenderContext context, ReadOnlySpan<object?> a)
    {
        if (a.Length < 3)
            throw context.Error("`dig` needs at least a key, a default and a map");
        var value = (object?)Map(context, a[^1]);
        foreach (var key in a[..^2])
        {
            if (!GoKinds.IsMap(value) || !Host.TryGetMember(value!, Key(context, key), out value))
                return a[^2];
        }
        return value;
    }

    private static TemplateObject Merge(RenderContext context, ReadOnlySpan<object?> a, bool overwrites)
    {
        var target = Read.OwnMap(context, a[0], "target");
        foreach (var source in a[1..])
            MergeInto(context, target, Map(context, source), overwrites, 0);
        return target;
    }

    private static void MergeInto(RenderContext context, TemplateObject target, object source, bool overwrites, int depth)
    {
        CheckDepth(context, depth);
        foreach (var (key, value) in Entries(source).ToList())
        {
            context.Step(context.CallSpan);
            target.TryGetMember(key, out var own);
            if (own is TemplateObject map && GoKinds.IsMap(value))
                MergeInto(context, map, value!, overwrites, depth + 1);
            else if (!GoKinds.IsTrue(own) || (overwrites && GoKinds.IsTrue(value)))
                target.Set(key, Copy(context, value, depth + 1));
            context.CheckCount(target.Count);
        }
    }

    private static object? Copy(RenderContext context, object? value, int depth)
    {
        CheckDepth(context, depth);
        context.Step(context.CallSpan);
        if (GoKinds.IsMap(value))
        {
            var result = new TemplateObject();
            foreach (var (key, member) in Entries(value!))
                result.Set(key, Copy(context, member, depth + 1));
            return result;
        }
        return value is string || GoKinds.IsStruct(value) || Host.ToList(value) is not { } list
            ? value
            : new TemplateList(list.Select(item => Copy(context, Host.Normalize(item), depth + 1)));
    }

    private static void CheckDepth(RenderContext context, int depth)
    {
        if (depth > context.Limits.MaxValueDepth)
            throw context.Error($"the value is nested more than {context.Limits.MaxValueDepth} deep, or contains itself");
    }
}
