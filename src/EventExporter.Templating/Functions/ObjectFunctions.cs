using System.Text.Json;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary><c>object</c>.</summary>
public static class ObjectFunctions
{
    private const string Product = "product = {title: \"Orange\", type: \"fruit\"}; ";

    public static readonly FunctionGroup Group = new("object",
    [
        F("default", "value default", "The value, or the other where it is null or an empty text.", "{{ undefined_var | object.default \"Yo\" }}", "Yo",
            static (_, a) => a[0] is null or "" or EmptyValue ? a[1] : a[0]),
        F("eval", "value", "The value of a text as an expression; functions are called, other values are given back.", "{{ \"1 + 2\" | object.eval }}", "3",
            static (c, a) => Eval(c, a[0], false)),
        F("eval_template", "value", "What a text renders to as a template.", "{{ \"This is a template text {\" + \"{ 1 + 2 }\" + \"}\" | object.eval_template }}",
            "This is a template text 3", static (c, a) => Eval(c, a[0], true)),
        F("format", "value format culture?", "The value by a .NET format.", "{{ 1523 | object.format \"N2\" \"en-US\" }}", "1,523.00",
            static (c, a) => a[0] is null ? "" : Formats.Apply(c, a[0], c.Text(a[1]))),
        F("has_key", "value key", "Whether the object has the member, be it null.", "{{ " + Product + "product | object.has_key \"title\" }}", "true",
            static (c, a) => Boxes.Bool(a[0] is { } o && Host.TryGetMember(o, c.Text(a[1]), out _))),
        F("has_value", "value key", "Whether the object has the member and it is not null.", "{{ " + Product + "product | object.has_value \"title\" }}", "true",
            static (c, a) => Boxes.Bool(a[0] is { } o && Host.TryGetMember(o, c.Text(a[1]), out var v) && v is not null)),
        F("keys", "value", "The names of the members.", "{{ " + Product + "product | object.keys | array.sort }}", "[\"title\", \"type\"]",
            static (c, a) => Keys(c, a[0])),
        F("values", "value", "The values of the members.", "{{ " + Product + "product | object.values | array.sort }}", "[\"fruit\", \"Orange\"]",
            static (c, a) => ValuesOf(c, a[0])),
        F("size", "value", "The length of a text, or the number of items or members.", "{{ [1, 2, 3] | object.size }}", "3", static (_, a) => Boxes.Int(Size(a[0]))),
        F("typeof", "value", "The type: string, boolean, number, array, iterator or object; nothing for null.", "{{ 1..5 | object.typeof }}", "iterator",
            static (_, a) => TypeNames.Of(a[0])),
        F("kind", "value", "The exact type, such as int, double, range or object; nothing for null.", "{{ 1.0 | object.kind }}", "double",
            static (_, a) => TypeNames.Kind(a[0])),
        F("from_json", "json", "The value that a JSON text stands for.", "{{ obj = `{ \"foo\": 123 }` | object.from_json; obj.foo }}", "123",
            static (c, a) => FromJson(c, a[0])),
        F("to_json", "value", "The value as JSON.", "{{ { foo: \"bar\", baz: [1, 2, 3] } | object.to_json }}", "{\"foo\":\"bar\",\"baz\":[1,2,3]}",
            static (c, a) => ToJson(c, a[0], false)),
    ]);

    /// <summary>For hosts: the value as JSON on one line.</summary>
    public static BuiltinFunction ToJsonFunction { get; } = new("to_json", "value", "The value as JSON on one line.", static (c, a) => ToJson(c, a[0], false))
    {
        Example = "{{ { foo: \"bar\" } | to_json }}",
        ExampleResult = "{\"foo\":\"bar\"}",
    };

    /// <summary>For hosts: the value as indented JSON.</summary>
    public static BuiltinFunction ToPrettyJsonFunction { get; } = new(
        "to_pretty_json", "value", "The value as JSON over several lines.", static (c, a) => ToJson(c, a[0], true))
    {
        Example = "{{ { foo: \"bar\" } | to_pretty_json }}",
        ExampleResult = "{\n  \"foo\": \"bar\"\n}",
    };

    public static string ToJson(RenderContext context, object? value, bool isIndented) =>
        TextWork.Result(context, new JsonText(context.Limits).Print(value, isIndented));

    private static BuiltinFunction F(string name, string signature, string summary, string example, string result, FunctionBody body) =>
        new("object." + name, signature, summary, body) { Example = example, ExampleResult = result };

    private static TemplateList Keys(RenderContext context, object? value)
    {
        var result = new TemplateList(Host.MemberNames(value));
        context.CheckCount(result.Count);
        return result;
    }

    private static TemplateList ValuesOf(RenderContext context, object? value)
    {
        var result = new TemplateList();
        foreach (var name in Host.MemberNames(value))
        {
            Host.TryGetMember(value!, name, out var member);
            result.Add(member);
        }
        context.CheckCount(result.Count);
        return result;
    }

    private static int Size(object? value) => value switch
    {
        null => 0,
        string text => text.Length,
        _ when Host.IsObject(value) => Host.MemberNames(value).Count(),
        _ => Host.ToList(value)?.Count ?? 0,
    };

    private static object? FromJson(RenderContext context, object? value)
    {
        if (TextOrNull(context, value) is not { } text)
            return null;
        context.CheckLength(text.Length);
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = context.Limits.MaxValueDepth });
        return JsonValues.FromElement(document.RootElement);
    }

    private static object? Eval(RenderContext context, object? value, bool isTemplate)
    {
        var span = context.CallSpan;
        if (value is TemplateFunction function)
            return function.Invoke(context, [], null, span);
        if (value is not string text)
            return value;
        var page = Parse(context, isTemplate ? text : "{{" + text + "\n}}", out var source);
        var outer = context.Source;
        context.EnterDepth(span);
        context.Source = source;
        var result = isTemplate ? Render(context, page) : Evaluate(context, page);
        context.Source = outer;
        context.CallSpan = span;
        context.LeaveDepth();
        return result;
    }

    private static object? Evaluate(RenderContext context, BlockStatement page) => page.Statements switch
    {
        [] => null,
        [ExpressionStatement only] => only.Expression.Evaluate(context),
        _ => throw context.Error("a single expression is needed for `object.eval`"),
    };

    private static string Render(RenderContext context, BlockStatement page)
    {
        var capture = context.BeginCapture();
        page.Execute(context);
        context.ReturnValue = null;
        return context.EndCapture(capture);
    }

    /// <summary>A text is read once for each rendering.</summary>
    private static BlockStatement Parse(RenderContext context, string text, out SourceText source)
    {
        context.CheckLength(text.Length);
        var key = (nameof(Eval), text);
        if (!context.Tags.TryGetValue(key, out var known))
        {
            context.Step(context.CallSpan, 100);
            source = new SourceText(text, "eval");
            var diagnostics = new DiagnosticBag(source, context.Limits.MaxDiagnostics);
            var parsed = context.Profile.Parse(source, context.Options, diagnostics);
            if (diagnostics.HasErrors)
                throw context.Error($"the text cannot be evaluated: {diagnostics.ToList()[0].Message}");
            known = (source, parsed);
            context.Tags[key] = known;
        }
        (source, var page) = ((SourceText, BlockStatement))known!;
        return page;
    }
}
