using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>
/// Reads the table of reasons, <c>reasons.txt</c>: one rule a line, blank-separated, <c>reason category normal warning</c> and then any of
/// <c>kind=</c>, <c>component=</c>, <c>message=</c> (the rest of the line). The first rule that fits counts. <c>#</c> begins a comment line.
/// </summary>
internal static class ReasonTable
{
    private static readonly Lazy<IReadOnlyList<ReasonRule>> Table = new(ReadBuiltIn);

    /// <summary>What the components of Kubernetes and the common controllers around it emit.</summary>
    public static IReadOnlyList<ReasonRule> BuiltIn => Table.Value;

    /// <exception cref="FormatException">A line is not a rule; the message names it.</exception>
    public static IReadOnlyList<ReasonRule> Read(TextReader lines)
    {
        var rules = new List<ReasonRule>();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith('#'))
                rules.Add(Parse(line) ?? throw new FormatException($"line {number} is not a rule: {line}"));
        }

        return rules;
    }

    private static ReasonRule? Parse(string line)
    {
        var columns = line.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (columns.Length < 4
            || !Enum.TryParse<EventCategory>(columns[1], out var category)
            || !Enum.TryParse<Severity>(columns[2], ignoreCase: true, out var normal)
            || !Enum.TryParse<Severity>(columns[3], ignoreCase: true, out var warning))
        {
            return null;
        }

        var rule = new ReasonRule(columns[0], category, normal, warning);
        return columns.Length == 4 ? rule : WithConditions(rule, columns[4]);
    }

    private static ReasonRule? WithConditions(ReasonRule rule, string conditions)
    {
        const string message = "message=";
        var at = conditions.IndexOf(message, StringComparison.Ordinal);
        if (at >= 0)
        {
            rule = rule with { Message = conditions[(at + message.Length)..] };
            conditions = conditions[..at];
        }

        foreach (var condition in conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (condition.Split('=', 2))
            {
                case ["kind", var kind]:
                    rule = rule with { Kind = kind };
                    break;
                case ["component", var component]:
                    rule = rule with { Component = component };
                    break;
                default:
                    return null;
            }
        }

        return rule;
    }

    private static IReadOnlyList<ReasonRule> ReadBuiltIn()
    {
        using var table = new StreamReader(typeof(ReasonTable).Assembly.GetManifestResourceStream(typeof(ReasonTable), "reasons.txt")!);
        return Read(table);
    }
}
