using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Backtest.Cases;

/// <summary>Holds what came of a case against what was expected. Each difference is one line with its place in the file.</summary>
internal sealed class CaseCheck(SourceMap sources, TestCaseOptions test, BacktestResult result)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Receivers with a difference, to show what they got.</summary>
    public HashSet<string> Receivers { get; } = new(StringComparer.Ordinal);

    public CaseCheck Run()
    {
        foreach (var (name, expected) in test.Expect.Receivers)
            Check(result.Receiver(name)!, expected);
        if (test.Expect.Others == "nothing")
            CheckOthers();
        if (test.Expect.Incidents is { } incidents)
            CheckList("incidents", incidents, Incidents(), IncidentDifference, Describe);
        if (test.Expect.Alerts is { } alerts)
            CheckList("alerts", alerts, [.. result.Findings.OfType<AlertFinding>()], AlertDifference, Describe);
        return this;
    }

    private void Check(ReceiverAccount got, ReceiverExpectation expected)
    {
        var requests = got.Operations.Values.Sum();
        Equal(got, expected, "requests", expected.Requests, requests);
        if (requests < expected.AtLeast)
            Differ(got, expected, "atLeast", $"expected at least {expected.AtLeast}, got {requests}");
        if (requests > expected.AtMost)
            Differ(got, expected, "atMost", $"expected at most {expected.AtMost}, got {requests}");
        Equal(got, expected, "events", expected.Events, got.Fates.Sum(EventFate.Told) + got.Fates.Sum(EventFate.Gathered));
        Equal(got, expected, "rejected", expected.Rejected, got.Rejections.Values.Sum());
        Same(got, expected, "operations", expected.Operations, got.Operations);
        Same(got, expected, "held", expected.Held, got.Held);
        CheckTexts(got, expected);
    }

    private void CheckTexts(ReceiverAccount got, ReceiverExpectation expected)
    {
        foreach (var text in expected.Contains.Where(text => !got.Messages!.Exists(message => message.Body.Contains(text, StringComparison.Ordinal))))
            Differ(got, expected, "contains", $"nothing that was sent has '{text}' in it");
        foreach (var text in expected.Lacks)
        {
            if (got.Messages!.Find(message => message.Body.Contains(text, StringComparison.Ordinal)) is { } message)
                Differ(got, expected, "lacks", $"'{text}' is in what was sent at {After(message.At)}");
        }

        if (expected.Bodies is not { } bodies)
            return;
        if (bodies.Count != got.Messages!.Count)
            Differ(got, expected, "bodies", $"expected {bodies.Count}, got {got.Messages.Count}");
        foreach (var (texts, message) in bodies.Zip(got.Messages))
        {
            foreach (var text in texts.Where(text => !message.Body.Contains(text, StringComparison.Ordinal)))
                Differ(got, expected, "bodies", $"'{text}' is not in what was sent at {After(message.At)}");
        }
    }

    private void CheckOthers()
    {
        foreach (var got in result.Receivers.Where(receiver => !test.Expect.Receivers.ContainsKey(receiver.Name) && receiver.Operations.Count > 0))
        {
            Receivers.Add(got.Name);
            Differ(sources.Of(test.Expect, "others"), $"expected nothing, but {got.Name} got {Counts(got.Operations)}");
        }
    }

    private void CheckList<TExpected, TGot>(string key, IReadOnlyList<TExpected> expected, List<TGot> got, Func<TExpected, TGot, string?> difference, Func<TGot, string> describe)
    {
        if (expected.Count != got.Count)
        {
            var list = got.Count == 0 ? "none" : $"{got.Count}: {string.Join("; ", got.Select(describe))}";
            Differ(sources.Of(test.Expect, key), $"expected {expected.Count}, got {list}");
        }

        for (var i = 0; i < Math.Min(expected.Count, got.Count); i++)
        {
            if (difference(expected[i], got[i]) is { } what)
                Differ(sources.Of(test.Expect, key, i), what);
        }
    }

    private List<IncidentFinding> Incidents() =>
        [.. result.Findings.OfType<IncidentFinding>().GroupBy(static finding => finding.Id, StringComparer.Ordinal).Select(static told => told.Last())];

    private static string? IncidentDifference(IncidentExpectation expected, IncidentFinding got)
    {
        (string Name, string? Expected, string Got)[] fields =
        [
            ("state", expected.State, got.State.ToString()),
            ("rule", expected.Rule, got.Rule),
            ("severity", expected.Severity, got.Severity.ToString()),
            ("node", expected.Node, got.Node),
        ];
        foreach (var (name, wanted, found) in fields)
        {
            if (wanted is not null && !wanted.Equals(found, StringComparison.OrdinalIgnoreCase))
                return $"{name}: expected {wanted}, got {(found.Length > 0 ? found : "nothing")} ({Describe(got)})";
        }

        if (expected.Root is { } root && root != $"{got.Root.Kind}/{got.Root.Name}" && root != $"{got.Root.Kind}/{got.Root.Namespace}/{got.Root.Name}")
            return $"root: expected {root}, got {got.Root.Kind}/{got.Root.Namespace}/{got.Root.Name}";
        return expected.Contains is { } text && !got.Title.Contains(text, StringComparison.Ordinal) && !got.Cause.Contains(text, StringComparison.Ordinal)
            ? $"'{text}' is neither in the title '{got.Title}' nor in the cause '{got.Cause}'"
            : null;
    }

    private static string? AlertDifference(AlertExpectation expected, AlertFinding got)
    {
        var state = got.IsFiring ? "firing" : "resolved";
        if (expected.Name != got.Rule || expected.State != state)
            return $"expected {expected.Name} {expected.State}, got {Describe(got)}";
        var wrong = expected.Labels.Where(label => got.Labels.GetValueOrDefault(label.Key) != label.Value).Select(static label => $"{label.Key}={label.Value}").ToList();
        return wrong.Count > 0 ? $"expected {string.Join(", ", wrong)}, got {Describe(got)}" : null;
    }

    private static string Describe(IncidentFinding got) => $"{got.State.ToString().ToLowerInvariant()} {got.Rule} on {got.Root.Kind} {got.Root.Name}: {got.Title}";

    private static string Describe(AlertFinding got) =>
        $"{got.Rule} {(got.IsFiring ? "firing" : "resolved")} {{{string.Join(", ", got.Labels.Select(static label => $"{label.Key}={label.Value}"))}}}";

    private void Equal(ReceiverAccount got, ReceiverExpectation expected, string key, long? wanted, long found)
    {
        if (wanted is { } number && number != found)
            Differ(got, expected, key, $"expected {number}, got {found}");
    }

    private void Same(ReceiverAccount got, ReceiverExpectation expected, string key, IReadOnlyDictionary<string, int>? wanted, IReadOnlyDictionary<string, long> found)
    {
        if (wanted is null)
            return;
        var isSame = wanted.Where(static pair => pair.Value != 0).ToDictionary(static pair => pair.Key, static pair => (long)pair.Value)
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal).SequenceEqual(found.OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        if (!isSame)
            Differ(got, expected, key, $"expected {Counts(wanted.ToDictionary(static pair => pair.Key, static pair => (long)pair.Value))}, got {Counts(found)}");
    }

    private void Differ(ReceiverAccount got, ReceiverExpectation expected, string key, string what)
    {
        Receivers.Add(got.Name);
        Differ(sources.Of(expected, key), what);
    }

    private void Differ(PlacedNode place, string what) =>
        _differences.Add($"{place.Anchor.File}:{place.Anchor.Line}:{place.Anchor.Column}: {place.Path}: {what}");

    private string After(DateTimeOffset at) => Configuration.Values.Duration.Format(at - TestTimes.Of(test));

    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "nothing" : string.Join(", ", counts.Select(static pair => $"{pair.Value} {pair.Key}"));
}
