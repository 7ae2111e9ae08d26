using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Pipeline.Delivery.Quiet.Silences;

namespace EventExporter.Cli;

/// <summary>Silences as the command line prints them.</summary>
internal static class SilenceText
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(IReadOnlyList<Silence> silences, DateTimeOffset now) => JsonSerializer.Serialize(
        silences.Select(silence => new
        {
            silence.Id,
            State = Word(silence, now),
            silence.Matchers,
            silence.Author,
            silence.Comment,
            silence.StartsAt,
            silence.EndsAt,
            silence.Held,
        }),
        Indented) + "\n";

    public static string Table(IReadOnlyList<Silence> silences, DateTimeOffset now)
    {
        if (silences.Count == 0)
            return "no silences\n";
        var text = new StringBuilder();
        foreach (var silence in silences)
        {
            text.Append(CultureInfo.InvariantCulture, $"{silence.Id}  {Word(silence, now),-7}  {silence.StartsAt:yyyy-MM-dd HH:mm:ss'Z'} - {silence.EndsAt:yyyy-MM-dd HH:mm:ss'Z'}  held {silence.Held}  {silence.Matchers}");
            text.Append(CultureInfo.InvariantCulture, $"  ({silence.Author}{(silence.Comment.Length > 0 ? $": {silence.Comment}" : "")})\n");
        }

        return text.ToString();
    }

    private static string Word(Silence silence, DateTimeOffset now) => silence.StateAt(now).ToString().ToLowerInvariant();
}
