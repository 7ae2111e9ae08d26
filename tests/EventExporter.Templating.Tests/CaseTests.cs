using System.Text.Json;
using EventExporter.Testing;

namespace EventExporter.Templating.Tests;

/// <summary>The cases of <c>Cases/*.cases</c>.</summary>
public sealed class CaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Folder, "*.cases").Order(StringComparer.Ordinal))
        {
            foreach (var each in TemplateCase.Read(file))
                data.Add(Path.GetFileName(file), each.Name);
        }
        return data;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_comes_out_as_written(string file, string name)
    {
        var found = TemplateCase.Read(Path.Combine(Folder, file)).Single(c => c.Name == name);
        var options = new TemplateOptions { TimeProvider = new ManualTimeProvider(Now), Includes = Includes(found) };
        var result = Template.Parse(found.Template, options);
        if (found.Parts.TryGetValue("diagnostics", out var diagnostics))
        {
            Assert.Equal(diagnostics, string.Join('\n', result.Diagnostics));
            return;
        }
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        if (found.Parts.TryGetValue("fails", out var reason))
        {
            var error = Assert.Throws<TemplateRenderException>(() => result.Template!.RenderToString(Model(found)));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(found.Parts["expect"], result.Template!.RenderToString(Model(found)));
    }

    private static object? Model(TemplateCase found) =>
        found.Parts.TryGetValue("model", out var json) ? JsonDocument.Parse(json).RootElement : null;

    private static Dictionary<string, string> Includes(TemplateCase found) => found.Parts
        .Where(p => p.Key.StartsWith("include ", StringComparison.Ordinal))
        .ToDictionary(p => p.Key[8..], p => p.Value);
}
