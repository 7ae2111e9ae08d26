using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Configuration.Validation;

/// <summary>What a rule looks at, and where it tells what it finds. The configuration may hold defaults where binding found problems.</summary>
internal sealed record ValidationContext(ExporterConfiguration Configuration, SourceMap Sources, ProblemList Problems)
{
    /// <summary>Every route, parents before children.</summary>
    public IEnumerable<RouteConfig> Routes() => Below(Configuration.Route);

    /// <summary>Every rule, drop and match, of every route.</summary>
    public IEnumerable<RuleConfig> Rules() => Routes().SelectMany(route => route.Drop.Concat(route.Match));

    /// <summary>Every condition wherever it stands: in routes, and what classification is told.</summary>
    public IEnumerable<ConditionConfig> Conditions() => Rules().Concat(Configuration.Classify.Select(rule => rule.Match));

    /// <summary>Whether no error has been found in the section, so that a finding is more than the consequence of one.</summary>
    public bool IsSound(object section) => !Problems.HasErrorWithin(Sources.PathOf(section));

    public void Error(PlacedNode place, string message, string? hint = null) =>
        Problems.Error(Point(place), place.Path, message, hint);

    public void Warn(PlacedNode place, string message, string? hint = null) =>
        Problems.Warning(Point(place), place.Path, message, hint);

    /// <summary>A receiver's name fit for a message: one that came from the environment is shown as it was written.</summary>
    public string Shown(ReceiverConfig receiver) => Sources.Of(receiver, "name").Node is ScalarNode name ? name.Shown : receiver.Name;

    private static IEnumerable<RouteConfig> Below(RouteConfig route) => route.Routes.SelectMany(Below).Prepend(route);

    // A value is pointed at itself; for a section or something missing the key is the better place.
    private static SourceLocation Point(PlacedNode place) => place.Node is ScalarNode { IsNull: false } ? place.Node.Location : place.Anchor;
}
