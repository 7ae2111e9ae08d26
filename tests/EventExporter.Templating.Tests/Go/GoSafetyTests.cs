using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Templating.Tests.Go;

public sealed class GoSafetyTests
{
    private static readonly TemplateOptions Options = new() { Language = TemplateLanguage.Go };

    private static readonly object? Event =
        GoModel.From(JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "go", "event.json"))).RootElement);

    [Fact]
    public void No_text_breaks_the_parser_or_a_rendering() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(AnyGoTemplate.Text, text =>
        {
            var result = Template.Parse(text, Options with { Limits = new TemplateLimits { MaxSteps = 5_000 } });
            Assert.True(result.Succeeded || result.Diagnostics.Count > 0);
            try
            {
                result.Template?.RenderToString(Event);
            }
            catch (TemplateRenderException e)
            {
                Assert.True(e.Line > 0 && e.Column > 0);
            }
        }));

    [Theory]
    [InlineData("{{ range 1000000000 }}{{ end }}", "works longer than")]
    [InlineData("{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}", "call each other more than")]
    [InlineData("{{ repeat 1000000000 \"ab\" }}", "longer than")]
    [InlineData("{{ until 1000000000 }}", "more than")]
    [InlineData("{{ printf \"%1000000000d\" 1 }}", "longer than")]
    [InlineData("{{ printf \"%*d\" 1000000000 1 }}", "longer than")]
    [InlineData("{{ indent 1000000000 \"a\" }}", "longer than")]
    [InlineData("{{ randAlpha 1000000000 }}", "longer than")]
    [InlineData("{{ $x := \"aaaaaaaaaaaaaaaa\" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}", "longer than")]
    [InlineData("{{ $d := dict }}{{ $d = set $d \"a\" $d }}{{ $d }}", "contains itself")]
    [InlineData("{{ $d := dict }}{{ $d = set $d \"a\" $d }}{{ toJson $d }}", "contains itself")]
    [InlineData("{{ $d := dict }}{{ $d = set $d \"a\" $d }}{{ deepCopy $d }}", "contains itself")]
    [InlineData("{{ div 1 0 }}", "divide by zero")]
    [InlineData("{{ divf 1 0 }}", "division by zero")]
    [InlineData("{{ regexMatch \"(?=a)\" \"a\" }}", "there are no lookarounds")]
    [InlineData("{{ regexMatch \"(a)\\\\1\" \"aa\" }}", "there are no backreferences")]
    [InlineData("{{ fail \"no owner\" }}", "no owner")]
    [InlineData("{{ (now).AddDate 9999 0 0 }}", "out of range")]
    public void What_goes_too_far_ends_with_an_error(string text, string reason)
    {
        var result = Template.Parse(text, Options);
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        var error = Assert.Throws<TemplateRenderException>(() => result.Template!.RenderToString(Event));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_a_problem_and_no_crash()
    {
        var deep = string.Concat(Enumerable.Repeat("{{ if true }}", 5000)) + string.Concat(Enumerable.Repeat("{{ end }}", 5000));
        Assert.Contains(Template.Parse(deep, Options).Diagnostics, d => d.Message.Contains("nested deeper", StringComparison.Ordinal));
        var parentheses = "{{ " + new string('(', 5000) + "1" + new string(')', 5000) + " }}";
        Assert.Contains(Template.Parse(parentheses, Options).Diagnostics, d => d.Message.Contains("nested deeper", StringComparison.Ordinal));
        var pipes = "{{ 1" + string.Concat(Enumerable.Repeat(" | print", 5000)) + " }}";
        Assert.Contains(Template.Parse(pipes, Options).Diagnostics, d => d.Message.Contains("longer than", StringComparison.Ordinal));
    }
}
