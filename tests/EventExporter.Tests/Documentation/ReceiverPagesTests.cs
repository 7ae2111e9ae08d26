using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Schema;
using EventExporter.Testing;

namespace EventExporter.Tests.Documentation;

/// <summary>The pages under <c>docs/receivers</c> are made from the code. To write them anew: <c>UPDATE_DOCS=1 dotnet test --filter ReceiverPages</c>.</summary>
public sealed class ReceiverPagesTests
{
    public static TheoryData<string> Types() => [.. ReceiverTypes.BuiltIn.Names];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_page_of_a_receiver_says_what_its_code_declares(string name)
    {
        var file = Path.Combine(Repository.Root, "docs", "receivers", name + ".md");
        var page = OptionsReference.Page(ReceiverTypes.BuiltIn.Find(name)!);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
            File.WriteAllText(file, page);
        Assert.Equal(page, File.Exists(file) ? File.ReadAllText(file) : "(there is no page)");
    }

    [Fact]
    public void No_page_is_left_of_a_receiver_that_is_gone() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "receivers"), "*.md"),
            file => Assert.NotNull(ReceiverTypes.BuiltIn.Find(Path.GetFileNameWithoutExtension(file))));

    [Fact]
    public void Every_folder_that_README_lists_is_there_and_every_folder_of_the_program_is_listed()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var listed = readme.Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Contains('/', StringComparison.Ordinal))
            .Select(l => l.Split('`')[1]).Where(p => p.StartsWith("src", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(listed);
        Assert.All(listed, folder => Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), $"README lists {folder}"));
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "EventExporter"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "EventExporter", "Pipeline")))
            .Select(f => Path.GetRelativePath(Repository.Root, f)).Where(f => Path.GetFileName(f) is not ("bin" or "obj"));
        Assert.All(folders, folder => Assert.Contains(folder, listed));
    }
}
