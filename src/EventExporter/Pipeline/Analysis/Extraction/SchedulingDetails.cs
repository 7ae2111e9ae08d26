using System.Globalization;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Why no node fits: <c>0/6 nodes are available: 2 Insufficient cpu, 4 node(s) had untolerated taint {x: y}.</c></summary>
internal static class SchedulingDetails
{
    public static void Read(ref Details details, string message)
    {
        details.Add(DetailNames.Resource, WordAfter(message, "Insufficient "));
        var why = Between(message, "available: ", ". preemption:") ?? After(message, "available: ");
        if (why is null)
        {
            details.Add(DetailNames.Claim, Between(message, "persistentvolumeclaim \"", "\" not found"));
            MissingThings.Read(ref details, message);
            return;
        }

        details.Add(DetailNames.Unschedulable, MostFrequent(why));
        if (Has(why, "unbound") && Has(why, "PersistentVolumeClaim"))
            details.Add(DetailNames.Claim, "unbound");
        MissingThings.Read(ref details, message);
    }

    private static string? After(string message, string mark) =>
        message.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? message[(at + mark.Length)..].TrimEnd('.') : null;

    /// <summary>The reason that speaks against most nodes; the message itself where it counts nothing.</summary>
    private static string MostFrequent(string why)
    {
        var (best, most) = (why, 0);
        foreach (var part in why.Split(", "))
        {
            var blank = part.IndexOf(' ', StringComparison.Ordinal);
            if (blank <= 0 || !int.TryParse(part.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var nodes) || nodes <= most)
                continue;
            (best, most) = (part[(blank + 1)..].TrimEnd('.'), nodes);
        }

        return best;
    }
}
