using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.Tests.History;

/// <summary>Events whose fields hold what nobody expects.</summary>
internal static class HostileEvents
{
    public static readonly string[] Texts =
    [
        "it's \"quoted\" `so`",
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "\u0001\u0007\b\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J",
        "line one\r\nline two\ttab\u2028\u2029\u0085",
        "\U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467 e\u0301 \U0001D54F",
        "\u202Egnp.exe\u202C \u2066isolated\u2069 \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
        "half \uD83D a pair \uDE00 and back",
        "nul \0 inside \0\0",
        "'; DROP TABLE events; --",
        "\") OR 1=1 --",
        "$p0 $from :p @p ?1 %s {0} {{ reason }} ${ENV}",
        "=HYPERLINK(\"http://evil\",\"click\")",
        @"back\slash \u0041 \n \d+ .* (?i)",
        "\uFEFF\uFFFD\uFFFE\uE000\u00AD\u200B",
        "a and b or not c in (d) since=1h",
        "ﷺ ß İ ı Σσς ﬁ Ǆ",
        " ",
    ];

    public static string Long { get; } = string.Concat(Enumerable.Range(0, 8192).Select(i => $"w{i % 977:x3} <é>"))[..65536];

    /// <summary>An event each, with the text in every field that has text; halves of pairs are replaced, as every source does.</summary>
    public static AnalyzedEvent[] All { get; } = [.. Texts.Append(Long).Select((text, i) => Of(WholeText.Of(text), i))];

    public static AnalyzedEvent Of(string text, int number)
    {
        var at = ClusterEvents.Start.AddSeconds(number);
        var map = new Dictionary<string, string> { ["key"] = text, [text.Length > 100 ? "long" : text] = "value" };
        var about = new ObjectReference { ApiVersion = text, Kind = text, Namespace = text, Name = text, Uid = text, FieldPath = text };
        var cluster = new ClusterEvent
        {
            Cluster = text,
            Name = $"e{number}",
            Namespace = text,
            Uid = $"uid-{number}",
            ResourceVersion = "1",
            Reason = text,
            Message = text,
            Type = text,
            Action = text,
            Count = 1,
            Delta = 1,
            LastTimestamp = at,
            FirstTimestamp = at,
            SourceComponent = text,
            SourceHost = text,
            InvolvedObject = about,
            ObservedAt = at,
        };
        var facts = new ObjectFacts
        {
            Lookup = LookupResult.Found,
            Labels = map,
            Annotations = map,
            NamespaceLabels = map,
            Node = text,
            OwnerChain = [new(text, text, text, text, true)],
        };
        return new AnalyzedEvent(new EnrichedEvent(cluster, facts), EventCategory.Other, Severity.Warning) { Details = map, Incident = text };
    }
}
