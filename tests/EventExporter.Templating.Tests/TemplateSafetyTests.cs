using System.Buffers;
using System.Diagnostics;
using EventExporter.Templating.Tests.Scriban;
using EventExporter.Templating.Values;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Templating.Tests;

/// <summary>Whatever is written, a template ends with a result or a clear error: it neither crashes nor hangs nor grows without bound.</summary>
public sealed class TemplateSafetyTests
{
    private static readonly TemplateOptions Small = new()
    {
        Limits = new TemplateLimits { MaxSteps = 2000, MaxOutputBytes = 20_000, MaxStringLength = 5000, MaxListLength = 500, MaxRecursion = 10 },
        Includes = new Dictionary<string, string> { ["a"] = "{{ $0 }}{{ include 'a' 1 }}" },
    };

    [Fact]
    public void No_text_crashes_the_parser_or_gets_around_the_limits() =>
        Prop.ForAll(AnyTemplate.Arbitrary, RenderWithinLimits).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_characters_crash_the_parser() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            text =>
            {
                RenderWithinLimits(text ?? "");
                RenderWithinLimits("{{" + text);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    internal static void RenderWithinLimits(string text)
    {
        var parsed = Template.Parse(text, Small);
        Assert.True(parsed.Succeeded || parsed.Diagnostics.Count > 0);
        Assert.All(parsed.Diagnostics, d => Assert.True(d.Line > 0 && d.Column > 0 && d.Span.Start <= text.Length && d.Message.Length > 0));
        if (parsed.Template is not { } template)
            return;
        template.Check(TemplateShape.Object(("x", TemplateShape.Value), ("a", TemplateShape.ListOf(TemplateShape.Open))));
        var output = new ArrayBufferWriter<byte>();
        try
        {
            template.Render(output, Model());
        }
        catch (TemplateRenderException e)
        {
            Assert.NotEmpty(e.Reason);
        }
        Assert.True(output.WrittenCount <= Small.Limits.MaxOutputBytes);
    }

    [Theory]
    [InlineData("{{ while true; end }}", "works longer than")]
    [InlineData("{{ for x in 1..100000; for y in 1..100000; end; end }}", "works longer than")]
    [InlineData("{{ 1..9999999999 }}", "more than 100000 numbers")]
    [InlineData("{{ for i in 1..100000; 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; end }}", "output is longer")]
    [InlineData("{{ 'a' * 100000000 }}", "longer than 1048576")]
    [InlineData("{{ 'a' | string.pad_left 100000000 }}", "longer than 1048576")]
    [InlineData("{{ s = 'a'; for i in 1..100; s = s + s; end }}", "longer than 1048576")]
    [InlineData("{{ a = [1]; for i in 1..100; a = a + a; end }}", "more than 100000 items")]
    [InlineData("{{ [1] * 1000000 }}", "more than 100000 items")]
    [InlineData("{{ a = []; a[100000000] = 1 }}", "more than 100000 items")]
    [InlineData("{{ [] | array.insert_at 100000000 1 }}", "more than 100000 items")]
    [InlineData("{{ ('a' * 1000) | string.replace 'a' ('b' * 10000) }}", "longer than 1048576")]
    [InlineData("{{ ('a' * 10000) | regex.replace 'a' ('$0' * 10000) }}", "longer than 1048576")]
    [InlineData("{{ ('a' * 5000) | regex.replace 'a' ('$_' * 1000) }}", "longer than 1048576")]
    [InlineData("{{ func f; f; end; f }}", "more than 64 deep")]
    [InlineData("{{ func f(x); ret f(x); end; f 1 }}", "more than 64 deep")]
    [InlineData("{{ t = '{{ t | object.eval_template }}'; t | object.eval_template }}", "more than 64 deep")]
    [InlineData("{{ e = 'e | object.eval'; e | object.eval }}", "more than 64 deep")]
    [InlineData("{{ a = []; a[0] = a; a }}", "contains itself")]
    [InlineData("{{ a = {}; a.a = a; a | object.to_json }}", "contains itself")]
    [InlineData("{{ a = [1]; for i in 1..30; a = [a, a]; end; b = [1]; for i in 1..30; b = [b, b]; end; a == b }}", "works longer than")]
    [InlineData("{{ a = [1]; for i in 1..30; a = [a, a]; end; a | object.to_json }}", "longer than")]
    [InlineData("{{ 1 << 100000000 }}", "cannot be shifted")]
    [InlineData("{{ x = 10; for i in 1..100; x = x * x; end }}", "more than 4096 bits")]
    [InlineData("{{ 5 | math.format 'N999999999' }}", "more than 200 digits")]
    [InlineData("{{ ('a' * 30 + '!') | regex.match `^(?=(a+)+$)(a+)+$` }}", "failed")]
    [InlineData("{{ func w; $$; $$; end; wrap w; wrap w; wrap w; $$; end; end; end }}", "only there in a function")]
    public void What_would_run_away_is_stopped_with_a_clear_error(string text, string reason)
    {
        var template = Template.Parse(text).Template!;
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<TemplateRenderException>(() => template.RenderToString(Model()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"it took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("-", "")]
    [InlineData("!", "")]
    [InlineData("{a: ", "}")]
    [InlineData("f ", "")]
    [InlineData("$\"{", "}\"")]
    [InlineData("do; ", "; end")]
    [InlineData("if 1; ", "; end")]
    [InlineData("x ? ", " : 1")]
    [InlineData("1 + ", "")]
    [InlineData("1 ?? ", "")]
    [InlineData("x = ", "")]
    [InlineData("f(", ")")]
    [InlineData("a[", "]")]
    public void Nesting_beyond_the_limit_is_a_diagnostic(string open, string close)
    {
        const int Depth = 20_000;
        var text = "{{ " + string.Concat(Enumerable.Repeat(open, Depth)) + "1" + string.Concat(Enumerable.Repeat(close, Depth)) + " }}";
        var parsed = Template.Parse(text);
        if (parsed.Template is { } template)
            Assert.ThrowsAny<TemplateRenderException>(() => template.RenderToString(null));
        else
            Assert.NotEmpty(parsed.Diagnostics);
    }

    [Theory]
    [InlineData("x.y", 10_000)]
    [InlineData("| string.upcase ", 10_000)]
    [InlineData("+ 1 ", 10_000)]
    [InlineData("[0]", 10_000)]
    [InlineData("{%", 10_000)]
    [InlineData("{{", 10_000)]
    [InlineData("`", 10_000)]
    [InlineData("f(a,", 10_000)]
    public void Long_chains_are_read_or_refused_quickly(string piece, int count)
    {
        var text = "{{ x " + string.Concat(Enumerable.Repeat(piece, count)) + " }}";
        RenderWithinLimits(text);
    }

    [Fact]
    public void Templates_render_from_many_threads_at_once()
    {
        var template = Template.Parse("{{ for x in 1..20 }}{{ y = x * 2; y }},{{ end }}{{ capture z }}{{ name }}{{ end }}{{ z | string.upcase }}").Template!;
        var expected = template.RenderToString(Model());
        Parallel.For(0, 500, _ => Assert.Equal(expected, template.RenderToString(Model())));
    }

    [Fact]
    public void A_cancelled_rendering_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var template = Template.Parse("{{ for x in 1..100000; end }}").Template!;
        Assert.Throws<OperationCanceledException>(() => template.RenderToString(null, stop.Token));
    }

    private static TemplateObject Model()
    {
        var model = new TemplateObject();
        model.Set("name", "pod-1");
        model.Set("x", 5);
        model.Set("a", new TemplateList([1, "two", null, 4.5]));
        model.Set("y", new Dictionary<string, string> { ["z"] = "label" });
        return model;
    }
}
