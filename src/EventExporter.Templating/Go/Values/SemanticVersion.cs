using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary>A version as <c>semver</c> reads it: parts may be missing, and a leading v is fine.</summary>
internal sealed partial record SemanticVersion(long Major, long Minor, long Patch, string Prerelease, string Metadata, string Original)
    : ITemplateObject, IComparable<SemanticVersion>
{
    public IEnumerable<string> MemberNames => ["Major", "Minor", "Patch", "Prerelease", "Metadata", "Original"];

    /// <summary>Null when the text is no version.</summary>
    public static SemanticVersion? Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
            return null;
        long? Part(string name) => match.Groups[name].Success ? long.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null : 0;
        return Part("major") is { } major && Part("minor") is { } minor && Part("patch") is { } patch
            ? new SemanticVersion(major, minor, patch, match.Groups["pre"].Value, match.Groups["meta"].Value, text)
            : null;
    }

    public bool TryGetMember(string snakeName, out object? value)
    {
        value = snakeName switch
        {
            "Major" => Boxes.Integer(Major),
            "Minor" => Boxes.Integer(Minor),
            "Patch" => Boxes.Integer(Patch),
            "Prerelease" => Prerelease,
            "Metadata" => Metadata,
            "Original" => Original,
            _ => null,
        };
        return value is not null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePrerelease(Prerelease, other.Prerelease);
    }

    public override string ToString() =>
        $"{Major}.{Minor}.{Patch}{(Prerelease.Length > 0 ? "-" + Prerelease : "")}{(Metadata.Length > 0 ? "+" + Metadata : "")}";

    /// <summary>semver.org, item 11: a release is above its pre-releases, numbers are below words and compare as numbers.</summary>
    private static int ComparePrerelease(string left, string right)
    {
        if (left == right)
            return 0;
        if (left.Length == 0 || right.Length == 0)
            return left.Length == 0 ? 1 : -1;
        var (a, b) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var (isNumber, isOther) = (BigInteger.TryParse(a[i], NumberStyles.None, CultureInfo.InvariantCulture, out var m), BigInteger.TryParse(b[i], NumberStyles.None, CultureInfo.InvariantCulture, out var n));
            var order = isNumber && isOther ? m.CompareTo(n) : isNumber != isOther ? isNumber ? -1 : 1 : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }
        return a.Length.CompareTo(b.Length);
    }

    [GeneratedRegex(@"\Av?(?<major>[0-9]+)(\.(?<minor>[0-9]+))?(\.(?<patch>[0-9]+))?(-(?<pre>[0-9A-Za-z.-]+))?(\+(?<meta>[0-9A-Za-z.-]+))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
