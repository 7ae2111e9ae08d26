using System.Text.RegularExpressions;

namespace EventExporter.Tests.Telemetry;

/// <summary>The checks of <c>promtool check metrics</c> (prometheus/client_golang, prometheus/testutil/promlint), and of the format itself.</summary>
internal static partial class PrometheusRules
{
    private static readonly string[] OtherUnits = ["milliseconds", "microseconds", "minutes", "hours", "days", "kilobytes", "megabytes", "percent"];
    private static readonly string[] Abbreviations = ["_s", "_ms", "_us", "_ns", "_sec", "_b", "_kb", "_mb"];

    public static IReadOnlyList<string> Problems(string text)
    {
        var problems = new List<string>();
        var types = new Dictionary<string, string>();
        var helped = new HashSet<string>();
        var series = new HashSet<string>();
        var open = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                if (!helped.Add(open = line.Split(' ')[2]))
                    problems.Add($"{open}: second HELP");
                if (line.Split(' ').Length < 4)
                    problems.Add($"{open}: no help text");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                types[line.Split(' ')[2]] = line.Split(' ')[3];
                problems.AddRange(OfName(line.Split(' ')[2], line.Split(' ')[3]));
            }
            else
            {
                problems.AddRange(OfSample(line, open, types, series));
            }
        }

        return problems;
    }

    private static IEnumerable<string> OfName(string name, string type)
    {
        if ((type == "counter") != name.EndsWith("_total", StringComparison.Ordinal))
            yield return $"{name}: counters and only counters end in _total";
        if (name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsAsciiLetterUpper))
            yield return $"{name}: colon or capital letter";
        if (OtherUnits.Any(u => name.Contains(u, StringComparison.Ordinal)) || Abbreviations.Any(a => name.EndsWith(a, StringComparison.Ordinal)))
            yield return $"{name}: not a base unit, or abbreviated";
        if (name.Split('_').Contains(type))
            yield return $"{name}: names its type";
        if (type != "histogram" && (name.EndsWith("_count", StringComparison.Ordinal) || name.EndsWith("_sum", StringComparison.Ordinal) || name.EndsWith("_bucket", StringComparison.Ordinal)))
            yield return $"{name}: ends like a histogram's part";
    }

    private static IEnumerable<string> OfSample(string line, string open, Dictionary<string, string> types, HashSet<string> series)
    {
        var match = Sample().Match(line);
        if (!match.Success)
        {
            yield return $"not a sample: {line}";
            yield break;
        }

        var name = match.Groups["name"].Value;
        var type = types.GetValueOrDefault(open, "none");
        if (type == "histogram" ? !Regex.IsMatch(name, $"^{open}_(bucket|sum|count)$") : name != open)
            yield return $"{name}: under the HELP of {open}";
        if (match.Groups["labels"].Value.Contains("le=\"", StringComparison.Ordinal) != name.EndsWith("_bucket", StringComparison.Ordinal))
            yield return $"{name}: the label le belongs to buckets";
        if (!series.Add(name + match.Groups["labels"].Value))
            yield return $"{line}: twice";
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*")*)\})? ([+-]?(\d[\d.eE+-]*|Inf)|NaN)$""")]
    private static partial Regex Sample();
}
