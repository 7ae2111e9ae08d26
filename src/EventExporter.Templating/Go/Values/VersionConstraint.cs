using System.Globalization;
using System.Text.RegularExpressions;

namespace EventExporter.Templating.Go.Values;

/// <summary>
/// Constraints of versions as Masterminds/semver reads them: <c>||</c> between alternatives, commas or blanks between conditions.
/// A version with a pre-release fits only a condition that has one too.
/// </summary>
internal sealed partial class VersionConstraint
{
    private readonly List<List<Condition>> _alternatives = [];

    /// <summary>Null when the text is no constraint.</summary>
    public static VersionConstraint? Parse(string text)
    {
        var result = new VersionConstraint();
        foreach (var alternative in text.Split("||"))
        {
            var ranges = Range().Replace(alternative, ">=$1 <=$2");
            var conditions = new List<Condition>();
            var end = 0;
            foreach (Match match in Shape().Matches(ranges))
            {
                if (match.Index != end || Condition.From(match) is not { } condition)
                    return null;
                conditions.Add(condition);
                end = match.Index + match.Length;
            }
            if (conditions.Count == 0 || ranges.AsSpan(end).Trim().Length > 0)
                return null;
            result._alternatives.Add(conditions);
        }
        return result;
    }

    public bool Allows(SemanticVersion version) => _alternatives.Any(all => all.TrueForAll(one => one.Allows(version)));

    [GeneratedRegex(@"\s*(\S+)\s+-\s+(\S+)\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\s*(?<op>=|!=|>=|=>|<=|=<|>|<|~>|~|\^)?\s*v?(?<major>[0-9]+|[xX*])(\.(?<minor>[0-9]+|[xX*]))?(\.(?<patch>[0-9]+|[xX*]))?(-(?<pre>[0-9A-Za-z.-]+))?(\+[0-9A-Za-z.-]+)?\s*,?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();

    /// <param name="Given">How many of major, minor and patch are numbers.</param>
    private sealed record Condition(string Operator, SemanticVersion Version, int Given)
    {
        public static Condition? From(Match match)
        {
            var numbers = new long[3];
            var given = 0;
            foreach (var name in new[] { "major", "minor", "patch" })
            {
                if (!match.Groups[name].Success || !char.IsAsciiDigit(match.Groups[name].ValueSpan[0]))
                    break;
                if (!long.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[given++]))
                    return null;
            }
            return new Condition(match.Groups["op"].Value, new SemanticVersion(numbers[0], numbers[1], numbers[2], match.Groups["pre"].Value, "", ""), given);
        }

        public bool Allows(SemanticVersion version)
        {
            if (version.Prerelease.Length > 0 && Version.Prerelease.Length == 0 && Operator != "!=")
                return false;
            return Operator switch
            {
                "!=" => !(version.CompareTo(Version) >= 0 && version.CompareTo(Next(Given)) < 0) && !IsSame(version),
                ">" => version.CompareTo(Given == 3 ? Version : Next(Given)) is var order && (Given == 3 ? order > 0 : order >= 0),
                "<" => version.CompareTo(Version) < 0,
                ">=" or "=>" => version.CompareTo(Version) >= 0,
                "<=" or "=<" => Given == 3 ? version.CompareTo(Version) <= 0 : version.CompareTo(Next(Given)) < 0,
                "~" or "~>" => version.CompareTo(Version) >= 0 && version.CompareTo(Next(Math.Min(Given, 2))) < 0,
                "^" => version.CompareTo(Version) >= 0 && version.CompareTo(Next(CaretParts())) < 0,
                _ => Given == 3 ? IsSame(version) : version.CompareTo(Version) >= 0 && version.CompareTo(Next(Given)) < 0,
            };
        }

        private bool IsSame(SemanticVersion version) => version.CompareTo(Version) == 0;

        /// <summary>A caret keeps everything up to the first part that is not 0.</summary>
        private int CaretParts() => Version.Major > 0 || Given < 2 ? Math.Min(1, Given) : Version.Minor > 0 || Given < 3 ? 2 : 3;

        /// <summary>The first version that differs in one of the first parts and is above; for no parts there is none above.</summary>
        private SemanticVersion Next(int parts) => parts switch
        {
            0 => new SemanticVersion(long.MaxValue, 0, 0, "", "", ""),
            1 => new SemanticVersion(Version.Major + 1, 0, 0, "", "", ""),
            2 => new SemanticVersion(Version.Major, Version.Minor + 1, 0, "", "", ""),
            _ => new SemanticVersion(Version.Major, Version.Minor, Version.Patch + 1, "", "", ""),
        };
    }
}
