using System.Text.Json;
using EventExporter.Testing;

namespace EventExporter.Templating.Tests.Go;

/// <summary>The cases of <c>Cases/go/*.cases</c>.</summary>
public sealed class GoCaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 13, 45, 26, 123, TimeSpan.Zero);

    private static readonly Lazy<object?> Event = new(() =>
        GoModel.From(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "event.json"))).RootElement));

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

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases", "go");

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_comes_out_as_written(string file, string name)
    {
        var found = TemplateCase.Read(Path.Combine(Folder, file)).Single(c => c.Name == name);
        var result = Template.Parse(found.Template, new TemplateOptions
        {
            Language = TemplateLanguage.Go,
            TimeProvider = new ManualTimeProvider(Now),
            Includes = found.Parts.Where(p => p.Key.StartsWith("include ", StringComparison.Ordinal)).ToDictionary(p => p.Key[8..], p => p.Value),
        });
        if (found.Parts.TryGetValue("diagnostics", out var diagnostics))
        {
            Assert.Equal(diagnostics, string.Join('\n', result.Diagnostics));
            return;
        }
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        var model = found.Parts.TryGetValue("model", out var json) ? GoModel.From(JsonDocument.Parse(json).RootElement) : Event.Value;
        if (found.Parts.TryGetValue("fails", out var reason))
        {
            var error = Assert.Throws<TemplateRenderException>(() => result.Template!.RenderToString(model));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(found.Parts["expect"], result.Template!.RenderToString(model));
    }
}
