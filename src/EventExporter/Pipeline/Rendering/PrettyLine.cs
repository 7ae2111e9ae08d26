using System.Buffers;
using System.Globalization;
using System.Text;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Rendering;

/// <summary>One line for people: time, severity, object, reason, how many, message.</summary>
/// <param name="colours">Colours for a terminal.</param>
internal sealed class PrettyLine(bool colours) : IEventRenderer
{
    public void Write(IBufferWriter<byte> output, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        var line = new StringBuilder(160);
        Append(line, "2", e.LastSeen.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        line.Append(' ');
        Append(line, Colour(analyzed.Severity), Mark(analyzed.Severity));
        line.Append(' ').Append(Object(e)).Append("  ");
        Append(line, "1", e.Reason);
        if (e.Delta > 1)
            line.Append(CultureInfo.InvariantCulture, $" x{e.Delta}");
        if (e.TotalCount > e.Delta)
            Append(line, "2", $" ({e.TotalCount} in all)");
        line.Append("  ").Append(OneLine(e.Message));
        Encoding.UTF8.GetBytes(line.ToString(), output);
    }

    private static string Object(ClusterEvent e)
    {
        var o = e.InvolvedObject;
        return o.Namespace.Length > 0 ? $"{o.Namespace}/{o.Kind}/{o.Name}" : $"{o.Kind}/{o.Name}";
    }

    // Messages may come with line breaks and, from a workload that means ill, with terminal escapes.
    private static string OneLine(string message) =>
        message.AsSpan().ContainsAnyInRange('\0', '\u001f') || message.Contains('\u007f', StringComparison.Ordinal)
            ? string.Concat(message.Select(static c => char.IsControl(c) ? ' ' : c))
            : message;

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Info => "info    ",
        Severity.Notice => "notice  ",
        Severity.Warning => "warning ",
        Severity.Error => "error   ",
        _ => "critical",
    };

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Info => "32",
        Severity.Notice => "36",
        Severity.Warning => "33",
        Severity.Error => "31",
        _ => "1;41;97",
    };

    private void Append(StringBuilder line, string code, string text)
    {
        if (colours)
            line.Append("\u001b[").Append(code).Append('m').Append(text).Append("\u001b[0m");
        else
            line.Append(text);
    }
}
