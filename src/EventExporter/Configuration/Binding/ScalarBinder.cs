using System.Globalization;
using EventExporter.Configuration.Binding.Scalars;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding;

/// <summary>Reads a single value and checks it against the range and the words that its declaration allows.</summary>
internal sealed class ScalarBinder(ProblemList problems)
{
    /// <summary>The value, or null when a problem has been reported instead.</summary>
    public object? Bind(ScalarType type, PlacedNode place, OptionAttribute? option)
    {
        if (place.Node is not ScalarNode scalar)
        {
            var hint = place.Node is MappingNode && type is TextType ? YamlSyntaxProblem.QuoteHint : null;
            problems.Error(place.Node.Location, place.Path, $"expects {type.Expected}, not {place.Node.Describe()}", hint);
            return null;
        }

        if (scalar.IsUnresolved)
            return null;
        if (!type.TryRead(scalar.Value, option, out var value))
        {
            problems.Error(scalar.Location, place.Path, $"expects {type.Expected}, not {Show(type, scalar)}",
                scalar.IsSensitive ? null : type.HintFor(scalar.Value));
            return null;
        }

        return IsAllowed(type, value, scalar, place, option) ? value : null;
    }

    private bool IsAllowed(ScalarType type, object value, ScalarNode scalar, PlacedNode place, OptionAttribute? option)
    {
        if (option is null)
            return true;
        if (option.Allowed.Length > 0 && !option.Allowed.Contains(scalar.Value, StringComparer.Ordinal))
        {
            var nearest = scalar.IsSensitive ? null : Suggestion.Nearest(scalar.Value, option.Allowed);
            problems.Error(scalar.Location, place.Path, $"expects one of {string.Join(", ", option.Allowed)}, not {Show(type, scalar)}",
                nearest is null ? null : $"did you mean '{nearest}'?");
            return false;
        }

        return IsWithin(type, value, scalar, place, option.Min, isLowest: true)
            && IsWithin(type, value, scalar, place, option.Max, isLowest: false);
    }

    private bool IsWithin(ScalarType type, object value, ScalarNode scalar, PlacedNode place, object? limit, bool isLowest)
    {
        if (limit is null || !type.TryRead(Convert.ToString(limit, CultureInfo.InvariantCulture)!, null, out var bound))
            return true;
        var order = type.Compare(value, bound);
        if (isLowest ? order >= 0 : order <= 0)
            return true;
        problems.Error(scalar.Location, place.Path,
            $"{Show(type, scalar)} is too {(isLowest ? "small" : "large")}",
            $"{(isLowest ? "at least" : "at most")} {type.Format(bound)}");
        return false;
    }

    private static string Show(ScalarType type, ScalarNode scalar) => type.IsSecret ? $"'{Secret.Mask}'" : scalar.Describe();
}
