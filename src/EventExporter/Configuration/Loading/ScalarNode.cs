using System.Globalization;
using System.Text.RegularExpressions;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Loading;

/// <summary>A single value.</summary>
internal sealed partial class ScalarNode(SourceLocation location, string written, ExpandedText expanded, bool isPlain, ScalarText? text = null)
    : ConfigNode(location)
{
    private const int LongestShown = 80;

    /// <summary>The text as it stands in the file, before <c>${...}</c> is expanded.</summary>
    public string Written { get; } = written;

    /// <summary>The text that counts, with <c>${...}</c> expanded.</summary>
    public string Value { get; } = expanded.Text;

    /// <summary>Written without quotes, so that <c>5</c>, <c>true</c> and <c>null</c> are not text.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Part of the value came from the environment or from a file, so it may be a secret and is never shown.</summary>
    public bool IsSensitive { get; } = expanded.IsSensitive;

    /// <summary>A reference in it could not be filled in; the problem has been told, and none should follow from it.</summary>
    public bool IsUnresolved { get; } = expanded.IsUnresolved;

    /// <summary>Where its text stands in the file; places within it are those before <c>${...}</c> is expanded.</summary>
    public ScalarText Text { get; } = text ?? new ScalarText(location, KeepsLines: false);

    // Judged by what was written: an empty environment variable is an empty text, not an absent value.
    public override bool IsNull => IsPlain && (Written is "" or "~" or "null" or "Null" or "NULL");

    public override string Describe() => IsNull ? "nothing" : $"'{Shown}'";

    /// <summary>The value fit for a message: an expanded one as it was written, credentials in addresses masked, shortened.</summary>
    public string Shown
    {
        get
        {
            var text = Credentials().Replace(IsSensitive ? Written : Value, $"{Secret.Mask}@").ReplaceLineEndings(" ");
            return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
        }
    }

    /// <summary>Null, a bool, a long, a double or a string, by the core schema of YAML 1.2; quoted values are strings.</summary>
    public object? Typed()
    {
        if (IsNull)
            return null;
        if (!IsPlain)
            return Value;
        if (Value is "true" or "True" or "TRUE")
            return true;
        if (Value is "false" or "False" or "FALSE")
            return false;
        if (!LooksNumeric().IsMatch(Value))
            return Value;
        if (long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : Value;
    }

    [GeneratedRegex(@"(?<=//)\S*@|[^\s/:@]+:(?!//)\S+@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LooksNumeric();
}
