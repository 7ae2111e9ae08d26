using System.Text;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary><c>array</c>: all give new lists and leave the given one as it is.</summary>
public static class ArrayFunctions
{
    public static readonly FunctionGroup Group = new("array", [.. Additions(), .. Parts(), .. WithFunctions(), .. Orders()]);

    private const string Products =
        "products = [{title: \"orange\", type: \"fruit\"}, {title: \"computer\", type: \"electronics\"}, {title: \"sofa\", type: \"furniture\"}]\n";

    private static IEnumerable<BuiltinFunction> Additions() =>
    [
        F("add", "list value", "The list with a value at its end.", "{{ [1, 2, 3] | array.add 4 }}", "[1, 2, 3, 4]",
            static (c, a) => With(c, List(c, a[0]), [a[1]])),
        F("add_range", "list1 list2", "Both lists in one.", "{{ [1, 2, 3] | array.add_range [4, 5] }}", "[1, 2, 3, 4, 5]",
            static (c, a) => With(c, List(c, a[0]), List(c, a[1]))),
        F("concat", "list1 list2", "Both lists in one.", "{{ [1, 2, 3] | array.concat [4, 5] }}", "[1, 2, 3, 4, 5]",
            static (c, a) => With(c, List(c, a[0]), List(c, a[1]))),
        F("insert_at", "list index value", "The list with a value at a position; nulls fill the way to a position behind the end.",
            "{{ [\"a\", \"b\", \"c\"] | array.insert_at 2 \"Yo\" }}", "[\"a\", \"b\", \"Yo\", \"c\"]",
            static (c, a) => InsertAt(c, List(c, a[0]), Int(c, a[1], "index"), a[2])),
        F("remove_at", "list index", "The list without the item at a position; a negative one counts from the end.",
            "{{ [4, 5, 6, 7, 8] | array.remove_at (-1) }}", "[4, 5, 6, 7]",
            static (c, a) => RemoveAt(List(c, a[0]), Int(c, a[1], "index"))),
        F("compact", "list", "The list without nulls.", "{{ [1, null, 3] | array.compact }}", "[1, 3]",
            static (c, a) => new TemplateList(List(c, a[0]).Where(i => i is not null))),
    ];

    private static IEnumerable<BuiltinFunction> Parts() =>
    [
        F("first", "list", "The first item, or null.", "{{ [4, 5, 6] | array.first }}", "4",
            static (c, a) => List(c, a[0]) is [var first, ..] ? first : null),
        F("last", "list", "The last item, or null.", "{{ [4, 5, 6] | array.last }}", "6",
            static (c, a) => List(c, a[0]) is { Count: > 0 } list ? list[list.Count - 1] : null),
        F("limit", "list count", "So many items from the start.", "{{ [4, 5, 6] | array.limit 2 }}", "[4, 5]",
            static (c, a) => a[0] is null ? null : new TemplateList(List(c, a[0]).Take(Int(c, a[1], "count")))),
        F("offset", "list index", "The items from a position on.", "{{ [4, 5, 6, 7, 8] | array.offset 2 }}", "[6, 7, 8]",
            static (c, a) => a[0] is null ? null : new TemplateList(List(c, a[0]).Skip(Int(c, a[1], "index")))),
        F("size", "list", "The number of items.", "{{ [4, 5, 6] | array.size }}", "3", static (c, a) => Boxes.Int(List(c, a[0]).Count)),
        F("contains", "list item", "Whether an item is in the list.", "{{ [1, 2, 3, 4] | array.contains 4 }}", "true",
            static (c, a) => Boxes.Bool(List(c, a[0]).Contains(a[1], new ValueComparer(c)))),
        F("cycle", "list group?", "The next item at every call, and the first again after the last. Calls with the same list or group go on together.",
            "{{ for i in 1..4 }}{{ array.cycle ['one', 'two', 'three'] }} {{ end }}", "one two three one ",
            static (c, a) => Cycle(c, List(c, a[0]), a[1])),
        F("join", "list delimiter function?", "The items as one text with a text between them; a function can change each item's text first.",
            "{{ [1, 2, 3] | array.join \"|\" }}", "1|2|3", static (c, a) => Join(c, List(c, a[0]), c.Text(a[1]), a[2])),
        F("map", "list member", "One member of each item that has it.", "{{\n" + Products + "products | array.map \"type\" | array.uniq | array.sort }}",
            "[\"electronics\", \"fruit\", \"furniture\"]", static (c, a) => Map(List(c, a[0]), c.Text(a[1]))),
    ];

    private static IEnumerable<BuiltinFunction> WithFunctions() =>
    [
        F("any", "list function args...", "Whether the function is true for an item; further arguments go to the function.",
            "{{ [\" hello\", \" world\", \"20\"] | array.any @string.contains \"20\" }}", "true", static (c, a) => Any(c, a)),
        F("each", "list function", "What the function makes of each item.", "{{ [\" a\", \" 5\", \"6 \"] | array.each @string.strip }}", "[\"a\", \"5\", \"6\"]",
            static (c, a) => Each(c, List(c, a[0]), Function(c, a[1], "function"))),
        F("filter", "list function", "The items for which the function is true.", "{{ [\"\", \"200\", \"\",\"400\"] | array.filter @string.empty }}", "[\"\", \"\"]",
            static (c, a) => Filter(c, List(c, a[0]), Function(c, a[1], "function"))),
    ];

    private static IEnumerable<BuiltinFunction> Orders() =>
    [
        F("reverse", "list", "The items from last to first.", "{{ [4, 5, 6, 7] | array.reverse }}", "[7, 6, 5, 4]",
            static (c, a) => new TemplateList(List(c, a[0]).Reverse())),
        F("sort", "list member?", "The items in order, by their value or by one of their members.", "{{\n" + Products + "products | array.sort \"title\" | array.map \"title\"\n}}",
            "[\"computer\", \"orange\", \"sofa\"]", static (c, a) => Sort(c, List(c, a[0]), TextOrNull(c, a[1]))),
        F("uniq", "list", "The items without repetitions.", "{{ [1, 1, 4, 5, 8, 8] | array.uniq }}", "[1, 4, 5, 8]",
            static (c, a) => new TemplateList(List(c, a[0]).Distinct(new ValueComparer(c)))),
    ];

    private static BuiltinFunction F(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        new("array." + name, signature, summary, body) { Example = example, ExampleResult = result };

    private static TemplateList With(RenderContext context, IReadOnlyList<object?> first, IReadOnlyList<object?> second)
    {
        context.CheckCount((long)first.Count + second.Count);
        return new TemplateList(first.Concat(second));
    }

    private static TemplateList InsertAt(RenderContext context, IReadOnlyList<object?> list, int index, object? value)
    {
        index = Math.Max(0, index);
        context.CheckCount((long)index + 1);
        context.CheckCount((long)list.Count + 1);
        var result = new TemplateList(list);
        while (result.Count < index)
            result.Add(null);
        result.Insert(index, value);
        return result;
    }

    private static TemplateList RemoveAt(IReadOnlyList<object?> list, int index)
    {
        var result = new TemplateList(list);
        if (index < 0)
            index += result.Count;
        if (index >= 0 && index < result.Count)
            result.RemoveAt(index);
        return result;
    }

    private static object? Cycle(RenderContext context, IReadOnlyList<object?> list, object? group)
    {
        if (list.Count == 0)
            return null;
        var key = (nameof(Cycle), group is null ? Join(context, list, ",", null) : context.Text(group));
        var position = context.Tags.TryGetValue(key, out var last) ? (int)last! : 0;
        context.Tags[key] = (position + 1) % list.Count;
        return list[position % list.Count];
    }

    private static string Join(RenderContext context, IReadOnlyList<object?> list, string delimiter, object? function)
    {
        var change = function is null ? null : Function(context, function, "function");
        var span = context.CallSpan;
        var text = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                text.Append(delimiter);
            var item = context.Text(Host.Normalize(list[i]));
            text.Append(change is null ? item : context.Text(change.Invoke(context, [item], null, span)));
            context.CallSpan = span;
            if (text.Length > context.Limits.MaxStringLength)
                context.CheckLength(text.Length);
        }
        return TextWork.Result(context, text.ToString());
    }

    private static TemplateList Map(IReadOnlyList<object?> list, string member)
    {
        var result = new TemplateList();
        foreach (var item in list)
        {
            if (Host.Normalize(item) is { } target && Host.TryGetMember(target, member, out var value))
                result.Add(value);
        }
        return result;
    }

    private static object Any(RenderContext context, ReadOnlySpan<object?> arguments)
    {
        var span = context.CallSpan;
        var function = Function(context, arguments[1], "function");
        var call = new object?[arguments.Length - 1];
        arguments[2..].CopyTo(call.AsSpan(1));
        foreach (var item in List(context, arguments[0]))
        {
            call[0] = Host.Normalize(item);
            if (context.IsTruthy(function.Invoke(context, call, null, span)))
                return Boxes.True;
        }
        return Boxes.False;
    }

    private static TemplateList Each(RenderContext context, IReadOnlyList<object?> list, TemplateFunction function)
    {
        var span = context.CallSpan;
        var result = new TemplateList();
        foreach (var item in list)
            result.Add(function.Invoke(context, [Host.Normalize(item)], null, span));
        return result;
    }

    private static TemplateList Filter(RenderContext context, IReadOnlyList<object?> list, TemplateFunction function)
    {
        var span = context.CallSpan;
        var result = new TemplateList();
        foreach (var item in list)
        {
            if (context.IsTruthy(function.Invoke(context, [Host.Normalize(item)], null, span)))
                result.Add(item);
        }
        return result;
    }

    /// <summary>Items that are equal keep their order.</summary>
    private static TemplateList Sort(RenderContext context, IReadOnlyList<object?> list, string? member)
    {
        var order = new ValueOrder(context);
        return new TemplateList(string.IsNullOrEmpty(member)
            ? list.Select(Host.Normalize).OrderBy(i => i, order)
            : list.OrderBy(i => Host.Normalize(i) is { } item && Host.TryGetMember(item, member, out var value) ? value : null, order));
    }
}
