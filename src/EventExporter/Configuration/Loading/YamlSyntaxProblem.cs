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
        var column = Math.Max(1, (int)exception.Start.Column);

        // The parser often notices an unquoted template only in the line after it.
        for (var candidate = line; candidate >= Math.Max(1, line - 1); candidate--)
        {
            if (UnquotedTemplate().Match(lines[candidate - 1]) is not { Success: true } match)
                continue;
            var place = new SourceLocation(file, candidate, match.Groups["template"].Index + 1);
            problems.Error(place, "", "not valid YAML: a template without quotes", QuoteHint);
            return;
        }

        problems.Error(new SourceLocation(file, line, column), "", $"not valid YAML: {Sentence(exception.Message)}", Hint(lines[line - 1]));
    }

    private static string Sentence(string message)
    {
        var trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }

    private static string? Hint(string line)
    {
        if (line.Contains('\t', StringComparison.Ordinal))
            return "indent with spaces, not tabs";
        return GlobValue().IsMatch(line) ? "a value that begins with * needs quotes" : null;
    }

    [GeneratedRegex(@"^\s*(?:-\s+)*(?:[^\s""'#][^""'#]*?:\s+|-\s+)(?<template>\{\{)", RegexOptions.CultureInvariant)]
    private static partial Regex UnquotedTemplate();

    [GeneratedRegex(@"(:|-)\s+\*", RegexOptions.CultureInvariant)]
    private static partial Regex GlobValue();
}
