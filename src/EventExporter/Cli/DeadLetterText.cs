using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Cli;

/// <summary>Dead letters as the command line prints them.</summary>
internal static class DeadLetterText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteList(IReadOnlyList<DeadLetter> letters, bool json)
    {
        if (json)
        {
            WriteJson(writer =>
            {
                writer.WriteStartArray();
                foreach (var letter in letters)
                    Write(writer, letter, whole: false);
                writer.WriteEndArray();
            });
            return;
        }

        if (letters.Count == 0)
            Console.Out.WriteLine("no dead letters");
        foreach (var letter in letters)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{letter.Id,6}  {letter.At:yyyy-MM-dd HH:mm:ss'Z'}  {letter.Receiver,-16} {About(letter)}: {letter.Reason}"));
        }
    }

    public static void WriteWhole(DeadLetter letter) => WriteJson(writer => Write(writer, letter, whole: true));

    private static void Write(Utf8JsonWriter writer, DeadLetter letter, bool whole)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", letter.Id);
        writer.WriteString("receiver", letter.Receiver);
        writer.WriteString("at", letter.At);
        writer.WriteString("reason", letter.Reason);
        writer.WriteString("identity", letter.Identity);
        if (whole)
        {
            writer.WriteString("payload", letter.Payload);
            writer.WritePropertyName("event");
            writer.WriteRawValue(Document(letter.Event));
        }

        writer.WriteEndObject();
    }

    private static string About(DeadLetter letter) => letter.Event is { } analyzed
        ? $"{analyzed.Event.Reason} {analyzed.Event.InvolvedObject.Kind} {analyzed.Event.Namespace}/{analyzed.Event.InvolvedObject.Name}"
        : "(summary)";

    private static ReadOnlySpan<byte> Document(AnalyzedEvent? analyzed)
    {
        if (analyzed is null)
            return "null"u8;
        var buffer = new ArrayBufferWriter<byte>();
        new EventDocument().Write(buffer, analyzed);
        return buffer.WrittenSpan;
    }

    private static void WriteJson(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            write(writer);
        Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
