using System.Text.RegularExpressions;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// Who is to hear of what by the routes of <c>examples/talk.yaml</c>, put down once more in another way: nothing of the program is used.
/// </summary>
internal sealed partial class TalkOracle(IReadOnlyList<MixedEvents.Occurrence> happened)
{
    public IEnumerable<MixedEvents.Occurrence> ForHook => happened.Where(static o => o.Namespace == "prod" && o.Type == "Warning");

    public IEnumerable<MixedEvents.Occurrence> ForSlack => Worrying.Where(static o => o.Kind == "Pod" && o.Owner.Length > 0);

    public IEnumerable<MixedEvents.Occurrence> ForOpsgenie =>
        Worrying.Where(static o => o.Kind == "Pod" && o.Namespace == "prod" && o.Reason.StartsWith("Failed", StringComparison.Ordinal));

    private IEnumerable<MixedEvents.Occurrence> Worrying => happened.Where(static o => !o.Namespace.Contains("test", StringComparison.Ordinal) && o.Type != "Normal");

    /// <summary>Each of the two holds what the other does, and as often.</summary>
    public static void AssertSame(string service, IEnumerable<string> expected, IEnumerable<string> held)
    {
        var (wanted, got) = (Counted(expected), Counted(held));
        var missing = wanted.Where(pair => got.GetValueOrDefault(pair.Key) < pair.Value).Select(static pair => pair.Key).Take(5).ToList();
        var surplus = got.Where(pair => wanted.GetValueOrDefault(pair.Key) < pair.Value).Select(static pair => pair.Key).Take(5).ToList();
        Assert.True(missing.Count + surplus.Count == 0, $"{service}: missing {string.Join(", ", missing)}; more than there should be {string.Join(", ", surplus)}");
    }

    /// <summary>The number that is in every message.</summary>
    public static int NumberIn(string text) => int.Parse(Number().Match(text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, int> Counted(IEnumerable<string> texts) => texts.CountBy(static text => text).ToDictionary();

    [GeneratedRegex("number ([0-9]{5})")]
    private static partial Regex Number();
}
