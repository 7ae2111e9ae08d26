using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventExporter.Cli.Asking;

/// <summary>Prints groups in one of the formats.</summary>
internal static class GroupOutput
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(JsonElement answer, AggregateQuestion question, string format, TextWriter output)
    {
        var groups = answer.GetProperty("groups");
        if (format == "json")
        {
            output.WriteLine(JsonSerializer.Serialize(groups, Indented));
            return;
        }

        string[] names = [.. question.Bucket is null ? [] : new[] { "time" }, .. question.By, .. question.Metrics];
        var rows = groups.EnumerateArray().Select(group => names.Select(name => EventRows.Text(group, name)).ToArray()).ToList();
        if (format == "csv")
        {
            output.Write(CsvText.Line(names) + string.Concat(rows.Select(CsvText.Line)));
            return;
        }

        if (rows.Count == 0)
            Console.Error.WriteLine("no events");
        else
            output.Write(TextTable.Write([.. names.Select(static name => name.ToUpperInvariant())], rows, TextTable.TerminalWidth()));
        var others = answer.TryGetProperty("otherGroups", out var left) ? left.GetInt32() : 0;
        if (others > 0)
            Console.Error.WriteLine($"and {others} more {(others == 1 ? "group" : "groups")}; --limit shows more");
    }
}
