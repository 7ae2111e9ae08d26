using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Tests;

public sealed class TemplateCheckTests
{
    private static readonly TemplateShape Shape = TemplateShape.Object(
        ("reason", TemplateShape.Value),
        ("message", TemplateShape.Value),
        ("involved_object", TemplateShape.Object(("name", TemplateShape.Value), ("namespace", TemplateShape.Value), ("labels", TemplateShape.Open))),
        ("owners", TemplateShape.ListOf(TemplateShape.Object(("kind", TemplateShape.Value), ("name", TemplateShape.Value)))));

    [Theory]
    [InlineData("{{ reason }} {{ involved_object.name | string.upcase }}")]
    [InlineData("{{ involved_object.labels.app }} {{ involved_object.labels[\"a/b\"] }}")]
    [InlineData("{{ x = 1; x + 1 }}{{ capture y }}a{{ end }}{{ y }}")]
    [InlineData("{{ f(a, b) = a + b; f 1 2 }}{{ func g(c); ret c; end; g 1 }}")]
    [InlineData("{{ for o in owners }}{{ o.kind }}{{ end }}{{ (owners | array.first).name }}")]
    [InlineData("{{ with involved_object }}{{ name }} {{ reason }}{{ end }}")]
    [InlineData("{{ import involved_object; anything }}")]
    [InlineData("{{ string = {a: 1}; string.a }}")]
    public void What_is_known_gets_no_warning(string template) => Assert.Empty(Check(template));

    [Theory]
    [InlineData("{{ reson }}", "1:4: there is no `reson`; did you mean `reason`?")]
    [InlineData("{{ involved_object.nmae }}", "1:4: `involved_object` has no member `nmae`; did you mean `name`?")]
    [InlineData("{{ involved_object[\"namspace\"] }}", "1:4: `involved_object` has no member `namspace`; did you mean `namespace`?")]
    [InlineData("{{ reason | string.upcaes }}", "1:13: there is no function `string.upcaes`; did you mean `upcase`?")]
    [InlineData("{{ reason | strin.upcase }}", "1:13: there is no `strin`; did you mean `string`?")]
    [InlineData("{{ for o in owners }}\n{{ o.knd }}{{ end }}", "2:4: `o` has no member `knd`; did you mean `kind`?")]
    [InlineData("{{ with involved_object }}{{ nam }}{{ end }}", "1:30: there is no `nam`; did you mean `name`?")]
    [InlineData("{{ reason | string.truncate }}", "1:4: `string.truncate` needs the argument `length`; string.truncate <text> <length> <ellipsis>?")]
    [InlineData("{{ reason | string.upcase 1 }}", "1:4: `string.upcase` takes at most 1 argument; string.upcase <text>")]
    [InlineData("{{ include 'foter' }}", "1:12: there is no template `foter` to include; did you mean `footer`?")]
    [InlineData("{{ reason | string.truncate lenght: 5 }}", "1:29: `string.truncate` has no argument `lenght`; did you mean `length`?")]
    public void A_name_that_is_not_there_gets_a_warning_with_the_nearest(string template, string warning)
    {
        var found = Assert.Single(Check(template));
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Equal(warning, found.ToString());
    }

    [Fact]
    public void All_warnings_come_at_once() =>
        Assert.Equal(["1:4: there is no `a1`", "1:13: there is no `b2`"], Check("{{ a1 }} {{ b2 }}").Select(d => d.ToString()));

    private static IReadOnlyList<Diagnostic> Check(string template)
    {
        var parsed = Template.Parse(template, new TemplateOptions { Includes = new Dictionary<string, string> { ["footer"] = "" } });
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Diagnostics));
        return parsed.Template!.Check(Shape);
    }
}
