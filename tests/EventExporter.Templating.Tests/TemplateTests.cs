using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{ count }}", 42)]
    [InlineData("{{ count + 0.5 }}", 42.5)]
    [InlineData("{{ missing }}", null)]
    [InlineData("{{ name }}", "pod")]
    [InlineData("{{~ count > 1 ~}}", true)]
    public void A_single_expression_keeps_the_type_of_its_value(string text, object? expected)
    {
        var template = Template.Parse(text).Template!;
        Assert.True(template.IsSingleExpression);
        Assert.Equal(expected, template.Evaluate(Model()));
    }

    [Theory]
    [InlineData("{{ count }} ")]
    [InlineData("{{ count }}{{ count }}")]
    [InlineData("{{ x = count }}")]
    [InlineData("{{ if count; 1; end }}")]
    public void Anything_else_gives_its_text(string text)
    {
        var template = Template.Parse(text).Template!;
        Assert.False(template.IsSingleExpression);
        Assert.IsType<string>(template.Evaluate(Model()));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("plain { text }", true)]
    [InlineData("{%{ {{ escaped }} }%}", true)]
    [InlineData("{{ # comment }}text", true)]
    [InlineData("a {{ x }}", false)]
    public void A_template_without_code_is_literal(string text, bool expected) =>
        Assert.Equal(expected, Template.Parse(text).Template!.IsLiteral);

    [Fact]
    public void Models_may_be_dictionaries_json_elements_json_nodes_and_objects_of_the_host()
    {
        const string Json = """{"a":{"b":[1,"two"]}}""";
        var template = Template.Parse("{{ a.b[1] }}").Template!;
        object?[] models =
        [
            new Dictionary<string, object?> { ["a"] = new Dictionary<string, object?> { ["b"] = new object?[] { 1, "two" } } },
            JsonDocument.Parse(Json).RootElement,
            JsonNode.Parse(Json),
            JsonValues.FromNode(JsonNode.Parse(Json)),
        ];
        Assert.All(models, model => Assert.Equal("two", template.RenderToString(model)));
    }

    [Fact]
    public void A_template_cannot_change_its_model()
    {
        var model = Model();
        var template = Template.Parse("{{ count = 1; this.name = 'x'; count; name }}").Template!;
        Assert.Equal("1x", template.RenderToString(model));
        Assert.Equal(42, model["count"]);
        Assert.Equal("pod", model["name"]);
    }

    [Fact]
    public void Functions_of_the_host_are_called_like_built_in_ones()
    {
        var options = new TemplateOptions
        {
            Functions =
            [
                ObjectFunctions.ToJsonFunction,
                new BuiltinFunction("greet", "name greeting?", "Greets.", (c, a) => $"{c.Text(a[1] ?? "Hello")} {c.Text(a[0])}"),
            ],
        };
        var template = Template.Parse("{{ name | greet }}, {{ greet 'you' greeting: 'Bye' }}, {{ [1] | to_json }}", options).Template!;
        Assert.Equal("Hello pod, Bye you, [1]", template.RenderToString(Model()));
    }

    [Fact]
    public void Strict_variables_make_an_unknown_name_an_error_with_the_nearest()
    {
        var template = Template.Parse("{{ nmae }}", new TemplateOptions { StrictVariables = true }).Template!;
        var error = Assert.Throws<TemplateRenderException>(() => template.RenderToString(Model()));
        Assert.Equal("there is no variable `nmae`; did you mean `name`?", error.Reason);
    }

    [Fact]
    public void Relaxed_access_reads_members_of_null_as_null()
    {
        var template = Template.Parse("<{{ a.b.c[0] }}>", new TemplateOptions { RelaxedTargetAccess = true }).Template!;
        Assert.Equal("<>", template.RenderToString(null));
    }

    [Fact]
    public void Dates_of_the_model_print_by_the_format_and_turn_into_iso_8601_in_json()
    {
        var model = new Dictionary<string, object?> { ["at"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) };
        var template = Template.Parse("{{ at }} {{ at | object.to_json }}").Template!;
        Assert.Equal("02 Jan 2026 \"2026-01-02T03:04:05Z\"", template.RenderToString(model));
    }

    [Fact]
    public void An_error_names_the_template_and_the_place()
    {
        var template = Template.Parse("a\n  {{ 1 // 0 }}", new TemplateOptions { Name = "slack.message" }).Template!;
        var error = Assert.Throws<TemplateRenderException>(() => template.RenderToString(null));
        Assert.Equal("slack.message:2:6: division by zero", error.Message);
    }

    private static Dictionary<string, object?> Model() => new() { ["count"] = 42, ["name"] = "pod" };
}
