using System.Text;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Loading;

/// <summary>
/// Fills references into the values of a configuration, after YAML has been parsed: a value can never change the structure.
/// Keys are never expanded. The rules, tried in this order at each <c>$</c>:
/// <list type="bullet">
/// <item><c>$$</c> is one <c>$</c>.</item>
/// <item><c>${NAME}</c> is the environment variable; an unset one is a problem. <c>${NAME:-default}</c> falls back when it is unset or empty.</item>
/// <item><c>${file:/path}</c> is the content of a file without the newline at its end; a relative path starts at the configuration file.</item>
/// <item><c>$NAME</c> without braces, as kubernetes-event-exporter reads it, only for names of capitals, digits and underscores that are
/// set, and not between <c>{{</c> and <c>}}</c>. So <c>^default$</c>, <c>$1</c> and <c>{{ $x := 1 }}</c> stay as they are.</item>
/// <item>Every other <c>$</c> stays.</item>
/// </list>
/// </summary>
internal sealed partial class ValueExpander(IConfigurationEnvironment environment, string? folder, ProblemList problems)
{
    private const string FilePrefix = "file:";

    public ExpandedText Expand(string written, SourceLocation location)
    {
        if (!written.Contains('$', StringComparison.Ordinal))
            return new ExpandedText(written, IsSensitive: false);

        var result = new StringBuilder(written.Length);
        var sensitive = false;
        var position = 0;
        foreach (Match match in Reference().Matches(written))
        {
            result.Append(written, position, match.Index - position);
            position = match.Index + match.Length;
            var (text, fromOutside) = Replacement(match, written, location);
            result.Append(text);
            sensitive |= fromOutside;
        }

        result.Append(written, position, written.Length - position);
        return new ExpandedText(result.ToString(), sensitive);
    }

    private ExpandedText Replacement(Match match, string written, SourceLocation location)
    {
        if (match.Value == "$$")
            return new ExpandedText("$", IsSensitive: false);
        if (match.Groups["braced"] is { Success: true } braced)
            return Braced(braced.Value, location);
        return Bare(match, written, location);
    }

    private ExpandedText Braced(string reference, SourceLocation location)
    {
        if (reference.StartsWith(FilePrefix, StringComparison.Ordinal))
            return FromFile(reference[FilePrefix.Length..].Trim(), location);

        var separator = reference.IndexOf(":-", StringComparison.Ordinal);
        var name = separator < 0 ? reference : reference[..separator];
        if (!VariableName().IsMatch(name))
        {
            problems.Error(location, "", $"'${{{reference}}}' is not a reference",
                "write ${NAME}, ${NAME:-default} or ${file:/path}, and $$ for a plain $");
            return new ExpandedText("", IsSensitive: false);
        }

        var value = environment.GetVariable(name);
        if (!string.IsNullOrEmpty(value))
            return new ExpandedText(value, IsSensitive: true);
        if (separator >= 0)
            return new ExpandedText(reference[(separator + 2)..], IsSensitive: false);
        if (value is null)
        {
            problems.Error(location, "", $"environment variable '{name}' is not set",
                $"set it, or give a default: ${{{name}:-value}}");
        }

        return new ExpandedText("", IsSensitive: true);
    }

    private ExpandedText FromFile(string path, SourceLocation location)
    {
        try
        {
            var content = environment.ReadFile(folder is null ? path : Path.Combine(folder, path));
            return new ExpandedText(WithoutLastNewline(content), IsSensitive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Error(location, "", $"file '{path}' cannot be read: {Reason(exception)}",
                "check the path, and that the Secret is mounted and readable for this user");
            return new ExpandedText("", IsSensitive: true);
        }
    }

    private ExpandedText Bare(Match match, string written, SourceLocation location)
    {
        var name = match.Groups["bare"].Value;
        if (!CapitalName().IsMatch(name) || InsideTemplate(written, match.Index))
            return new ExpandedText(match.Value, IsSensitive: false);
        if (environment.GetVariable(name) is { } value)
            return new ExpandedText(value, IsSensitive: true);

        problems.Warning(location, "", $"environment variable '{name}' is not set; '{match.Value}' stays as it is",
            $"write ${{{name}}} to require it, $${name} for the text itself");
        return new ExpandedText(match.Value, IsSensitive: false);
    }

    private static bool InsideTemplate(string text, int index) =>
        text.LastIndexOf("{{", index, StringComparison.Ordinal) > text.LastIndexOf("}}", index, StringComparison.Ordinal);

    private static string WithoutLastNewline(string content) =>
        content.EndsWith("\r\n", StringComparison.Ordinal) ? content[..^2] : content.EndsWith('\n') ? content[..^1] : content;

    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => "it is not a readable file",
    };

    [GeneratedRegex(@"\$(?:\$|\{(?<braced>[^}]*)\}|(?<bare>[A-Za-z0-9_]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    [GeneratedRegex("^[A-Z_][A-Z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalName();
}
