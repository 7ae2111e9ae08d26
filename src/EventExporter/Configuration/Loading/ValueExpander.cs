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

    /// <param name="written">The value as it stands in the file.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="path">Its path, for problems.</param>
    public ExpandedText Expand(string written, SourceLocation location, string path)
    {
        if (!written.Contains('$', StringComparison.Ordinal))
            return new ExpandedText(written);

        var result = new StringBuilder(written.Length);
        var (isSensitive, isUnresolved) = (false, false);
        var position = 0;
        foreach (Match match in Reference().Matches(written))
        {
            result.Append(written, position, match.Index - position);
            position = match.Index + match.Length;
            var replacement = Replacement(match, written, new Place(location, path));
            result.Append(replacement.Text);
            isSensitive |= replacement.IsSensitive;
            isUnresolved |= replacement.IsUnresolved;
        }

        result.Append(written, position, written.Length - position);
        return new ExpandedText(result.ToString(), isSensitive, isUnresolved);
    }

    private ExpandedText Replacement(Match match, string written, Place place)
    {
        if (match.Value == "$$")
            return new ExpandedText("$");
        if (match.Groups["braced"] is { Success: true } braced)
            return Braced(braced.Value, place);
        return Bare(match, written, place);
    }

    private ExpandedText Braced(string reference, Place place)
    {
        if (reference.StartsWith(FilePrefix, StringComparison.Ordinal))
            return FromFile(reference[FilePrefix.Length..].Trim(), place);

        var separator = reference.IndexOf(":-", StringComparison.Ordinal);
        var name = separator < 0 ? reference : reference[..separator];
        if (!VariableName().IsMatch(name))
        {
            problems.Error(place.Location, place.Path, $"'${{{reference}}}' is not a reference",
                "write ${NAME}, ${NAME:-default} or ${file:/path}, and $$ for a plain $");
            return new ExpandedText("", IsUnresolved: true);
        }

        var value = environment.GetVariable(name);
        if (!string.IsNullOrEmpty(value))
            return new ExpandedText(value, IsSensitive: true);
        if (separator >= 0)
            return new ExpandedText(reference[(separator + 2)..]);
        if (value is null)
        {
            problems.Error(place.Location, place.Path, $"environment variable '{name}' is not set",
                $"set it, or give a default: ${{{name}:-value}}");
        }

        return new ExpandedText("", IsSensitive: true, IsUnresolved: value is null);
    }

    private ExpandedText FromFile(string path, Place place)
    {
        try
        {
            var content = environment.ReadFile(folder is null ? path : Path.Combine(folder, path));
            return new ExpandedText(WithoutLastNewline(content), IsSensitive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Error(place.Location, place.Path, $"file '{path}' cannot be read: {Reason(exception)}",
                "check the path, and that the Secret is mounted and readable for this user");
            return new ExpandedText("", IsSensitive: true, IsUnresolved: true);
        }
    }

    private ExpandedText Bare(Match match, string written, Place place)
    {
        var name = match.Groups["bare"].Value;
        if (!CapitalName().IsMatch(name) || InsideTemplate(written, match.Index))
            return new ExpandedText(match.Value);
        if (environment.GetVariable(name) is { } value)
            return new ExpandedText(value, IsSensitive: true);

        problems.Warning(place.Location, place.Path, $"environment variable '{name}' is not set; '{match.Value}' stays as it is",
            $"write ${{{name}}} to require it, $${name} for the text itself");
        return new ExpandedText(match.Value);
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

    private readonly record struct Place(SourceLocation Location, string Path);

    [GeneratedRegex(@"\$(?:\$|\{(?<braced>[^}]*)\}|(?<bare>[A-Za-z0-9_]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    [GeneratedRegex("^[A-Z_][A-Z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalName();
}
