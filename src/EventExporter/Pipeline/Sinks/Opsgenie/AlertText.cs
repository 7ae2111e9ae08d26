using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>
/// The lengths that the Alert API takes (docs.opsgenie.com, Alert API, "Create Alert"), and what stands in an alert if the configuration
/// does not say.
/// </summary>
internal static class AlertText
{
    public const int LongestMessage = 130;
    public const int LongestDescription = 15_000;
    public const int LongestAlias = 512;
    public const int LongestEntity = 512;
    public const int LongestSource = 100;
    public const int LongestUser = 100;
    public const int LongestNote = 25_000;
    public const int LongestTag = 50;
    public const int LongestAction = 50;
    public const int MostTags = 20;
    public const int MostActions = 10;
    public const int MostResponders = 50;
    public const int MostDetails = 8000;

    private const string Ellipsis = "…";

    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var end = Math.Max(0, limit - Ellipsis.Length);
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return limit < Ellipsis.Length ? "" : text[..end] + Ellipsis;
    }

    /// <summary>
    /// An alias that is too long, or that an address cannot carry, keeps its beginning, for people, and gets a hash of the whole, so that it
    /// stays itself.
    /// </summary>
    public static string Alias(string alias)
    {
        if (alias.Length <= LongestAlias && alias is not ("." or "..") && !alias.Any(char.IsControl))
            return alias;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alias)));
        var plain = string.Concat(alias.Select(static letter => char.IsControl(letter) ? ' ' : letter));
        return $"{Cut(plain, LongestAlias - hash.Length - 1)}-{hash}";
    }

    public static string DefaultAlias(AnalyzedEvent analyzed)
    {
        var involved = analyzed.Event.InvolvedObject;
        var (kind, name) = analyzed.Object.RootOwner is { } owner ? (owner.Kind, owner.Name) : (involved.Kind, involved.Name);
        // No slashes: aliases stand in addresses, where some servers refuse even escaped ones.
        return string.Join(':', new[] { analyzed.Event.Cluster, involved.Namespace, kind, name, analyzed.Event.Reason }.Where(static part => part.Length > 0));
    }

    public static string DefaultMessage(AnalyzedEvent analyzed)
    {
        var place = analyzed.Event.Cluster.Length > 0 ? $" on {analyzed.Event.Cluster}" : "";
        if (FindingAlert.MessageOf(analyzed) is { } message)
            return message + place;
        return $"{analyzed.Event.Reason}: {Entity(analyzed)}{place}";
    }

    public static string Entity(AnalyzedEvent analyzed)
    {
        var involved = analyzed.Event.InvolvedObject;
        return involved.Namespace.Length > 0 ? $"{involved.Kind} {involved.Namespace}/{involved.Name}" : $"{involved.Kind} {involved.Name}";
    }

    public static string Source(AnalyzedEvent analyzed) => analyzed.Event.Cluster.Length > 0 ? $"event-exporter {analyzed.Event.Cluster}" : "event-exporter";

    public static string Description(AnalyzedEvent analyzed)
    {
        if (FindingAlert.DescriptionOf(analyzed) is { } finding)
            return finding;
        var meaning = ReasonGuide.For(analyzed.Event.Reason)?.Meaning is { } text ? $"\n\n{analyzed.Event.Reason}: {text}" : "";
        return $"{analyzed.Event.Message}{meaning}\n\nSeen {analyzed.Event.TotalCount} times, first {analyzed.Event.FirstSeen.UtcDateTime:u}, last {analyzed.Event.LastSeen.UtcDateTime:u}, reported by {analyzed.Event.Component}.";
    }

    public static string Note(AnalyzedEvent analyzed) => FindingAlert.NoteOf(analyzed) ??
        $"{analyzed.Event.Reason} {Entity(analyzed)}, seen {analyzed.Event.TotalCount} times, last {analyzed.Event.LastSeen.UtcDateTime:u}: {analyzed.Event.Message}";

    public static string Priority(Severity severity) => severity switch
    {
        Severity.Critical => "P1",
        Severity.Error => "P2",
        Severity.Warning => "P3",
        Severity.Notice => "P4",
        _ => "P5",
    };

    public static IEnumerable<KeyValuePair<string, string>> Details(AnalyzedEvent analyzed)
    {
        var source = analyzed.Event;
        (string Key, string Value)[] details =
        [
            ("cluster", source.Cluster), ("namespace", source.InvolvedObject.Namespace), ("kind", source.InvolvedObject.Kind), ("name", source.InvolvedObject.Name),
            ("reason", source.Reason), ("owner", analyzed.Object.RootOwner is { } owner ? $"{owner.Kind}/{owner.Name}" : ""), ("node", analyzed.Object.Node), ("count", $"{source.TotalCount}"),
        ];
        return details.Where(static detail => detail.Value.Length > 0).Select(static detail => KeyValuePair.Create(detail.Key, detail.Value));
    }
}
