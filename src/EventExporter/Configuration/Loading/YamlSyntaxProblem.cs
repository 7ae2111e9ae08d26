using System.Text.RegularExpressions;
using EventExporter.Configuration.Problems;
using YamlDotNet.Core;

namespace EventExporter.Configuration.Loading;

/// <summary>Says in one sentence what the YAML parser could not read, and where.</summary>
internal static partial class YamlSyntaxProblem
{
    public const string QuoteHint = "a template needs quotes around the whole value: \"{{ ... }}\"";

    public static void Report(YamlException exception, string file, string text, ProblemList problems)
    {
        var lines = text.Split('\n');
        var line = Math.Clamp((int)exception.Start.Line, 1, lines.Length);
        if (problems.HasErrorInLine(line))
            return;
        if (ReportTemplate(line, file, lines, problems) || ReportTab(line, file, lines, problems))
            return;

        var place = new SourceLocation(file, line, Math.Max(1, (int)exception.Start.Column));
        if (exception.Message.Contains("quoted scalar", StringComparison.Ordinal))
            problems.Error(place, "", "not valid YAML: the quote that is opened here is not closed", "add the closing quote at the end of the value");
        else
            problems.Error(place, "", $"not valid YAML: {Sentence(exception.Message)}", "check the indentation of this line and the one before, and that each ':' has a space after it");
    }

    // The parser often notices an unquoted template only in the line after it.
    private static bool ReportTemplate(int line, string file, string[] lines, ProblemList problems)
    {
        for (var candidate = line; candidate >= Math.Max(1, line - 1); candidate--)
        {
            if (UnquotedTemplate().Match(lines[candidate - 1]) is not { Success: true } match)
                continue;
            var place = new SourceLocation(file, candidate, match.Groups["template"].Index + 1);
            if (!problems.HasErrorInLine(candidate))
                problems.Error(place, "", "not valid YAML: a template without quotes", QuoteHint);
            return true;
        }

        return false;
    }

    // The parser places a tab at the beginning of what it was reading when it met it.
    private static bool ReportTab(int line, string file, string[] lines, ProblemList problems)
    {
        for (var candidate = line; candidate <= Math.Min(lines.Length, line + 1); candidate++)
        {
            if (IndentingTab().Match(lines[candidate - 1]) is not { Success: true } match)
                continue;
            problems.Error(new SourceLocation(file, candidate, match.Length), "", "not valid YAML: a tab in the indentation", "indent with spaces");
            return true;
        }

        return false;
    }

    private static string Sentence(string message)
    {
        var trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }

    [GeneratedRegex(@"^\s*(?:-\s+)*(?:[^\s""'#][^""'#]*?:\s+|-\s+)(?<template>\{\{)", RegexOptions.CultureInvariant)]
    private static partial Regex UnquotedTemplate();

    [GeneratedRegex(@"^ *\t", RegexOptions.CultureInvariant)]
    private static partial Regex IndentingTab();
}
