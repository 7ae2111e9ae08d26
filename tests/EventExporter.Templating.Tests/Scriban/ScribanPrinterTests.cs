using EventExporter.Templating.Scriban;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Templating.Tests.Scriban;

public sealed class ScribanPrinterTests
{
    public static TheoryData<string> Templates() =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.cases")
            .SelectMany(TemplateCase.Read).Where(c => !c.Parts.ContainsKey("diagnostics")).Select(c => c.Template).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Reading_what_was_printed_gives_the_same_tree(string template) => AssertSameTree(template);

    [Fact]
    public void Reading_what_was_printed_gives_the_same_tree_for_any_template() =>
        Prop.ForAll(AnyTemplate.Arbitrary, text => AssertSameTree(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    internal static void AssertSameTree(string template)
    {
        if (Template.Parse(template).Template is not { } first)
            return;
        var printed = ScribanPrinter.Print(first.Page);
        var again = Template.Parse(printed);
        Assert.True(again.Succeeded, $"{template}\n--- printed as\n{printed}\n--- which has\n{string.Join('\n', again.Diagnostics)}");
        var (expected, actual) = (TreeText.Of(first.Page), TreeText.Of(again.Template!.Page));
        Assert.True(expected == actual, $"{template}\n--- printed as\n{printed}\n--- expected\n{expected}\n--- actual\n{actual}");
    }
}
