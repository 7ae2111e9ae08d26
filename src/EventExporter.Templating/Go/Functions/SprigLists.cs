using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions of lists. Lists are never changed, but for <c>set</c> on maps inside of them.</summary>
internal static class SprigLists
{
    public static IEnumerable<BuiltinFunction> All()
    {
        yield return F("list", "items...", "A list of the items.", "{{ list 1 \"a\" }}", "[1 a]", static (c, a) => Make(c, a));
        yield return F("tuple", "items...", "The same as list.", "{{ tuple 1 2 }}", "[1 2]", static (c, a) => Make(c, a));
        yield return F("concat", "lists...", "The items of all lists in one.", "{{ concat (list 1) (list 2 3) }}", "[1 2 3]", static (c, a) => Concat(c, a));
        yield return F("sortAlpha", "list", "The items as texts in the order of their characters.", "{{ list \"b\" \"a\" | sortAlpha }}", "[a b]", static (c, a) => SortAlpha(c, a[0]));
        foreach (var function in WithMust())
        {
            yield return function.Of;
            yield return Alias("must" + char.ToUpperInvariant(function.Of.Name[0]) + function.Of.Name[1..], function.Of, function.Body);
        }
        yield return F("push", "list item", "The same as append.", "{{ push (list 1) 2 }}", "[1 2]", Append);
        yield return F("mustPush", "list item", "The same as append.", "{{ mustPush (list 1) 2 }}", "[1 2]", Append);
    }

    private static IEnumerable<(BuiltinFunction Of, FunctionBody Body)> WithMust()
    {
        yield return Row("append", "list item", "The list with the item at its end.", "{{ append (list 1) 2 }}", "[1 2]", Append);
        yield return Row("prepend", "list item", "The list with the item at its beginning.", "{{ prepend (list 1) 2 }}", "[2 1]", static (c, a) => new TemplateList(Items(c, a[0]).Prepend(a[1])));
        yield return Row("first", "list", "The first item; nil for an empty list.", "{{ first (list 1 2) }}", "1", static (c, a) => Items(c, a[0]) is { Count: > 0 } l ? l[0] : null);
        yield return Row("last", "list", "The last item; nil for an empty list.", "{{ last (list 1 2) }}", "2", static (c, a) => Items(c, a[0]) is { Count: > 0 } l ? l[^1] : null);
        yield return Row("rest", "list", "All items but the first.", "{{ rest (list 1 2 3) }}", "[2 3]", static (c, a) => new TemplateList(Items(c, a[0]).Skip(1)));
        yield return Row("initial", "list", "All items but the last.", "{{ initial (list 1 2 3) }}", "[1 2]", static (c, a) => new TemplateList(Items(c, a[0]).SkipLast(1)));
        yield return Row("reverse", "list", "The items from last to first.", "{{ reverse (list 1 2) }}", "[2 1]", static (c, a) => new TemplateList(Items(c, a[0]).Reverse()));
        yield return Row("compact", "list", "The items that are not empty.", "{{ compact (list 1 \"\" 0 \"a\") }}", "[1 a]", static (c, a) => new TemplateList(Items(c, a[0]).Where(GoKinds.IsTrue)));
        yield return Row("uniq", "list", "The items without repetitions.", "{{ uniq (list 1 2 1) }}", "[1 2]", static (c, a) => new TemplateList(Items(c, a[0]).Distinct(new ValueComparer(c))));
        yield return Row("without", "list items...", "The list without these items.", "{{ without (list 1 2 3) 2 }}", "[1 3]", static (c, a) => Without(c, a));
        yield return Row("has", "item list", "Whether the list holds the item.", "{{ list 1 2 | has 2 }}", "true", static (c, a) => Boxes.Bool(Items(c, a[1]).Contains(a[0], new ValueComparer(c))));
        yield return Row("slice", "list start? end?", "The items from start to before end; bytes where it is a text.", "{{ slice (list 1 2 3 4) 1 3 }}", "[2 3]", static (c, a) => Slice(c, a));
        yield return Row("chunk", "size list", "The list as lists of this size.", "{{ list 1 2 3 | chunk 2 }}", "[[1 2] [3]]", static (c, a) => Chunk(c, a));
    }

    private static (BuiltinFunction Of, FunctionBody Body) Row(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        (F(name, signature, summary, example, result, body), body);

    private static TemplateList Append(RenderContext context, ReadOnlySpan<object?> a) => new(Items(context, a[0]).Append(a[1]));

    private static IReadOnlyList<object?> Items(RenderContext context, object? value) => Read.List(context, value, "list");

    private static TemplateList Make(RenderContext context, ReadOnlySpan<object?> items)
    {
        context.CheckCount(items.Length);
        return new TemplateList(items.ToArray());
    }

    private static TemplateList Concat(RenderContext context, ReadOnlySpan<object?> lists)
    {
        var result = new TemplateList();
        foreach (var list in lists)
        {
            foreach (var item in Items(context, list))
                result.Add(item);
            context.CheckCount(result.Count);
        }
        return result;
    }

    private static TemplateList SortAlpha(RenderContext context, object? value)
    {
        var texts = SprigStrings.Texts(context, value);
        context.Step(context.CallSpan, texts.Count);
        return new TemplateList(texts.Order(GoKinds.KeyOrder));
    }

    private static TemplateList Without(RenderContext context, ReadOnlySpan<object?> a)
    {
        var omitted = new HashSet<object?>(a[1..].ToArray(), new ValueComparer(context));
        return new TemplateList(Items(context, a[0]).Where(item => !omitted.Contains(item)));
    }

    private static object? Slice(RenderContext context, ReadOnlySpan<object?> a)
    {
        if (a[0] is string text)
            return ByteText.Substring(context, (int)Read.AnyLong(a[1]), a[2] is null ? -1 : Read.Int(context, a[2], "end"), text);
        var list = Items(context, a[0]);
        if (list.Count == 0)
            return null;
        var (start, end) = (Read.AnyLong(a[1]), a[2] is null ? list.Count : Read.AnyLong(a[2]));
        return start >= 0 && start <= end && end <= list.Count
            ? new TemplateList(list.Skip((int)start).Take((int)(end - start)))
            : throw context.Error($"slice bounds out of range: {start} to {end} of {list.Count}");
    }

    private static TemplateList Chunk(RenderContext context, ReadOnlySpan<object?> a)
    {
        var size = Read.Int(context, a[0], "size");
        if (size < 1)
            throw context.Error($"`size` must be at least 1, not {size}");
        return new TemplateList(Items(context, a[1]).Chunk(size).Select(part => new TemplateList(part)));
    }
}
