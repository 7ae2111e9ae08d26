using System.CommandLine;
using EventExporter.Configuration.Problems;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;

namespace EventExporter.Cli.Commands;

/// <summary>What the reasons of events mean.</summary>
internal static class ReasonsCommand
{
    public static Command Create()
    {
        var reason = new Argument<string?>("reason") { Description = "A reason, such as BackOff. Default: all, one a line.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("reasons", "Explain the reasons of events: what they mean, how bad they are, what causes them and what to look at.") { reason };
        command.SetAction(parsed => parsed.GetValue(reason) is { } name ? Explain(name) : List());
        return command;
    }

    private static int List()
    {
        foreach (var rules in Known())
        {
            var category = rules[0].Category.ToString();
            Console.Out.WriteLine($"{rules[0].Reason,-36} {category,-12} {Severities(rules),-16} {ReasonGuide.For(rules[0].Reason)?.Meaning}".TrimEnd());
        }

        return ExitCode.Success;
    }

    private static int Explain(string name)
    {
        var rules = Known().FirstOrDefault(r => string.Equals(r[0].Reason, name, StringComparison.OrdinalIgnoreCase)) ?? [];
        var entry = ReasonGuide.All.FirstOrDefault(e => string.Equals(e.Reason, name, StringComparison.OrdinalIgnoreCase));
        if (rules.Count == 0 && entry is null)
        {
            string[] all = [.. Known().Select(r => r[0].Reason), .. ReasonGuide.All.Select(e => e.Reason)];
            var hint = Suggestion.Nearest(name, all) is { } nearest ? $"did you mean '{nearest}'?" : "'event-exporter reasons' lists those that are known.";
            throw UserError.Usage($"event-exporter: no component of Kubernetes that is known gives the reason '{name}'; {hint}");
        }

        Console.Out.WriteLine(entry?.Reason ?? rules[0].Reason);
        if (entry is not null)
            Write(entry);
        foreach (var rule in rules)
            Console.Out.WriteLine($"  {rule.Category}: {Severities([rule])}{Condition(rule)}");
        return ExitCode.Success;
    }

    private static void Write(ReasonEntry entry)
    {
        Console.Out.WriteLine($"  {entry.Meaning}");
        if (entry.More.Length > 0)
            Console.Out.WriteLine($"  {entry.More}");
        Write("Usual causes:", entry.Causes);
        Write("Look at:", entry.LookAt);
        Console.Out.WriteLine();
    }

    private static void Write(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        Console.Out.WriteLine($"\n  {title}");
        foreach (var line in lines)
            Console.Out.WriteLine($"    - {line}");
    }

    private static IEnumerable<IReadOnlyList<ReasonRule>> Known() =>
        ReasonTable.BuiltIn.GroupBy(r => r.Reason, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase).Select(g => g.ToList());

    private static string Severities(IReadOnlyList<ReasonRule> rules)
    {
        var (least, most) = (rules.Min(r => Lesser(r)), rules.Max(r => Greater(r)));
        return least == most ? Word(least) : $"{Word(least)} to {Word(most)}";
    }

    private static string Condition(ReasonRule rule)
    {
        string[] conditions =
        [
            .. rule.Kind.Length > 0 ? [$"the object is a {rule.Kind}"] : Array.Empty<string>(),
            .. rule.Component.Length > 0 ? [$"{rule.Component} reports it"] : Array.Empty<string>(),
            .. rule.Message.Length > 0 ? [$"the message contains '{rule.Message}'"] : Array.Empty<string>(),
        ];
        return conditions.Length == 0 ? "" : $", where {string.Join(" and ", conditions)}";
    }

    private static Severity Lesser(ReasonRule rule) => rule.Normal < rule.Warning ? rule.Normal : rule.Warning;

    private static Severity Greater(ReasonRule rule) => rule.Normal > rule.Warning ? rule.Normal : rule.Warning;

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
