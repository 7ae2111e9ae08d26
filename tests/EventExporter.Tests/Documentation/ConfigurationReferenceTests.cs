using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Schema;
using EventExporter.Testing;

namespace EventExporter.Tests.Documentation;

/// <summary>
/// The surface that users write against, kept as text so that a change of it is seen: <c>docs/configuration.md</c> and
/// <c>docs/config.schema.json</c>. To write them anew: <c>UPDATE_DOCS=1 dotnet test --filter ConfigurationReference</c>.
/// </summary>
public sealed class ConfigurationReferenceTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_reference_lists_every_key_as_the_code_declares_it() => AssertFile(
        "configuration.md",
        $"""
        # Configuration

        One YAML file. `event-exporter check --config FILE` shows every problem of it. `$NAME`, `${"{NAME}"}`, `${"{NAME:-default}"}` and `${"{file:/path}"}` are filled in, `$$` is a dollar sign.

        {OptionsReference.Table(typeof(ExporterConfiguration))}
        ## Keys of every receiver

        {OptionsReference.Table(typeof(ReceiverConfig))}
        The keys of each type are in [receivers](receivers).

        """);

    [Fact]
    public void The_schema_is_the_one_that_the_program_prints() =>
        AssertFile("config.schema.json", SchemaGenerator.Generate(ReceiverTypes.BuiltIn).ToJsonString(Indented) + "\n");

    private static void AssertFile(string name, string expected)
    {
        var file = Path.Combine(Repository.Root, "docs", name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
            File.WriteAllText(file, expected);
        Assert.Equal(expected, File.Exists(file) ? File.ReadAllText(file) : "(there is no such file)");
    }
}
