using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventExporter.Cli.Asking;

/// <summary>Prints events as they come, in one of the formats. Memory does not grow with their number.</summary>
internal sealed class EventOutput(string format, TextWriter output, bool follow)
{
    /// <summary>A table's widths are those of this many rows at a time.</summary>
    private const int RowsAtOnce = 200;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly int? _width = TextTable.TerminalWidth();
    private bool _begun;
    private bool _headWritten;

    public void Write(JsonElement found)
    {
        switch (format)
        {
            case "json" when follow:
                output.WriteLine(JsonSerializer.Serialize(found, Json));
                break;
            case "json":
                output.Write(_begun ? ",\n" : "[\n");
                output.Write(JsonSerializer.Serialize(found, Json));
                break;
            case "csv":
                output.Write((_begun ? "" : CsvText.Line(EventRows.Head(wide: true).Select(static name => name.ToLowerInvariant()))) + CsvText.Line(EventRows.Row(found, wide: true)));
                break;
            default:
                _rows.Add(EventRows.Row(found, format == "wide"));
                if (follow || _rows.Count == RowsAtOnce)
                    WriteRows();
                break;
        }

        _begun = true;
    }

    public void End()
    {
        if (format == "json" && !follow)
            output.WriteLine(_begun ? "\n]" : "[]");
        else if (format is "table" or "wide")
            WriteRows();
        if (!_begun && format is ("table" or "wide"))
            Console.Error.WriteLine("no events");
    }

    private void WriteRows()
    {
        if (_rows.Count == 0)
            return;
        var text = TextTable.Write(EventRows.Head(format == "wide"), _rows, _width);
        // The head once.
        output.Write(_headWritten ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text);
        _headWritten = true;
        _rows.Clear();
    }
}
