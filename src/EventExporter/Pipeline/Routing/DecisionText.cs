using System.Text;
using EventExporter.Pipeline.Routing.Conditions;

namespace EventExporter.Pipeline.Routing;

/// <summary>A decision as an indented text for people: every route that was looked at, every rule, every comparison.</summary>
internal static class DecisionText
{
    public static string Write(RouteDecision decision)
    {
        var text = new StringBuilder();
        Write(text, decision.Root, 0);
        text.Append(decision.Receivers.Count == 0 ? "=> no receiver" : $"=> {string.Join(", ", decision.Receivers)}").Append('\n');
        return text.ToString();
    }

    private static void Write(StringBuilder text, RouteStep step, int depth)
    {
        Line(text, depth, step.Name.Length > 0 ? $"{step.Path} ({step.Name})" : step.Path);
        foreach (var rule in step.Drop)
            Write(text, rule, depth + 1, rule.Matched ? "dropped here" : "not dropped");
        foreach (var rule in step.Match)
            Write(text, rule, depth + 1, Verdict(rule));
        if (step.Outcome == RouteOutcome.NotDescended)
            Line(text, depth + 1, "the routes below are not visited: not all match rules matched");
        foreach (var child in step.Children)
            Write(text, child, depth + 1);
    }

    private static string Verdict(RuleStep rule) => (rule.Matched, rule.Receiver) switch
    {
        (true, { } receiver) => $"matched, goes to {receiver}",
        (true, null) => "matched",
        (false, { } receiver) => $"not matched, does not go to {receiver}",
        _ => "not matched",
    };

    private static void Write(StringBuilder text, RuleStep rule, int depth, string verdict)
    {
        Line(text, depth, $"{rule.Path[(rule.Path.LastIndexOf('.') + 1)..]}: {verdict}");
        if (rule.Conditions.Count == 0)
            Line(text, depth + 1, "(no condition: matches every event)");
        foreach (var condition in rule.Conditions)
            Line(text, depth + 1, Describe(condition));
    }

    private static string Describe(ConditionResult condition) =>
        $"{(condition.Matched ? "yes" : "no "),-3} {condition.Field}: {condition.Wanted}  <-  {Value(condition.Value)}";

    private static string Value(string? value) => value switch
    {
        null => "(absent)",
        { Length: > 120 } => $"\"{value[..117].ReplaceLineEndings(" ")}...\"",
        _ => $"\"{value.ReplaceLineEndings(" ")}\"",
    };

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
