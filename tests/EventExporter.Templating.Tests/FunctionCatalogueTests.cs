using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Tests;

public sealed class FunctionCatalogueTests
{
    private static readonly TemplateOptions Options = new()
    {
        Functions = [ObjectFunctions.ToJsonFunction, ObjectFunctions.ToPrettyJsonFunction],
    };

    public static TheoryData<string> Names() => [.. FunctionCatalogue.All(Options).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_a_function_gives_what_the_catalogue_says(string name)
    {
        var function = FunctionCatalogue.Find(Options, name)!;
        Assert.NotEmpty(function.Summary);
        if (function.Example is null)
            return;
        var parsed = Template.Parse(function.Example, Options);
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Diagnostics));
        var text = parsed.Template!.RenderToString(null);
        if (function.ExampleResult is not null)
            Assert.Equal(function.ExampleResult, text);
    }

    [Fact]
    public void Every_function_that_gives_the_same_each_time_has_an_example_with_its_result() =>
        Assert.Equal(
            ["date.now", "include", "include_join", "math.random", "math.uuid"],
            FunctionCatalogue.All(Options).Where(f => f.ExampleResult is null).Select(f => f.Name));

    [Fact]
    public void A_misspelt_function_gets_the_nearest_name() =>
        Assert.Equal("string.upcase", FunctionCatalogue.Suggest(Options, "string.upcaes"));

    [Fact]
    public void Usage_shows_what_can_be_left_out() =>
        Assert.Equal("string.truncate <text> <length> <ellipsis>?", FunctionCatalogue.Find(Options, "string.truncate")!.Usage);
}
