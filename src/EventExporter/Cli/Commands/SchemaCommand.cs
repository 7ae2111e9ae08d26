using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Schema;

namespace EventExporter.Cli.Commands;

/// <summary>The JSON Schema of the configuration, for editors.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of the configuration, for editors.");
        command.SetAction(_ => Console.Out.WriteLine(SchemaGenerator.Generate(ReceiverTypes.BuiltIn).ToJsonString(Indented)));
        return command;
    }
}
