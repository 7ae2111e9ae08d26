using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// Who is to hear of what by the routes of <c>examples/talk.yaml</c>, put down once more in another way: nothing of the program is used.
/// Whatever the exporter itself has found out takes the same routes.
/// </summary>
/// <param name="happened">What the cluster told, and what the exporter found out.</param>
internal sealed partial class TalkOracle(IReadOnlyList<MixedEvents.Occurrence> happened)
{
    public IEnumerable<MixedEvents.Occurrence> ForHook => happened.Where(static o => o.Namespace == "prod" && o.Type == "Warning");

    public IEnumerable<MixedEvents.Occurrence> ForSlack => Worrying.Where(static o => o.Kind == "Pod" && o.Owner.Length > 0);

    public IEnumerable<MixedEvents.Occurrence> ForOpsgenie =>
        Worrying.Where(static o => o.Kind == "Pod" && o.Namespace == "prod" && o.Reason.StartsWith("Failed", StringComparison.Ordinal));

    private IEnumerable<MixedEvents.Occurrence> Worrying => happened.Where(static o => !o.Namespace.Contains("test", StringComparison.Ordinal) && o.Type != "Normal");

    /// <summary>An event of the exporter's own, as Elasticsearch holds it: only its document says that there is one.</summary>
    public static MixedEvents.Occurrence? FindingOf(string id, JsonObject document)
    {
        if ((string?)document["source"]?["component"] != "event-exporter")
            return null;
        var (about, own) = (document["involvedObject"]!, document["metadata"]!);
        return new MixedEvents.Occurrence(
            -1,
            (string)own["uid"]!,
            id,
            (string)own["namespace"]!,
            (string)about["kind"]!,
            (string)about["name"]!,
            (string)document["reason"]!,
            (string)document["type"]!,
            (string?)about["labels"]?["Owner"] ?? "",
            (string)document["message"]!);
    }

    /// <summary>Each of the two holds what the other does, and as often.</summary>
    public static void AssertSame(string service, IEnumerable<string> expected, IEnumerable<string> held)
    {
        var (wanted, got) = (Counted(expected), Counted(held));
        var missing = wanted.Where(pair => got.GetValueOrDefault(pair.Key) < pair.Value).Select(static pair => pair.Key).ToList();
        var surplus = got.Where(pair => wanted.GetValueOrDefault(pair.Key) < pair.Value).Select(static pair => pair.Key).ToList();
        Assert.True(missing.Count + surplus.Count == 0, $"{service}: {Some("missing", missing)}; {Some("more than there should be", surplus)}");
    }

    /// <summary>The number that is in every message.</summary>
    public static int NumberIn(string text) => int.Parse(Number().Match(text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Some(string what, List<string> texts) => $"{texts.Count} {what} ({string.Join(", ", texts.Take(5))})";

    private static Dictionary<string, int> Counted(IEnumerable<string> texts) => texts.CountBy(static text => text).ToDictionary();

    [GeneratedRegex("number ([0-9]{5})")]
    private static partial Regex Number();
}
