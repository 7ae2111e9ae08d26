using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// Finds routes and rules that no event can get to, as far as it can be decided without understanding regular expressions:
/// everything that comes by has been dropped before (the conditions of a drop rule are among those that already hold), or two
/// conditions that both have to hold exclude each other.
/// </summary>
internal sealed class RoutesAreReachable : IConfigurationRule
{
    public void Check(ValidationContext context) => Visit(context.Configuration.Route, ConditionSet.Empty, context);

    /// <param name="route">The route to look at.</param>
    /// <param name="given">What holds for every event that comes here, and which drop rules it has passed.</param>
    /// <param name="context">Where findings go.</param>
    private static void Visit(RouteConfig route, ConditionSet given, ValidationContext context)
    {
        foreach (var drop in route.Drop)
        {
            if (ConditionReader.IsEmpty(drop))
                return;
            if (given.Implies(drop))
            {
                context.Warn(context.Sources.Of(drop), "every event that comes to this route is dropped by this rule", "its conditions already hold for all of them; narrow it, or remove the route");
                return;
            }

            given = given.Without(drop);
        }

        var below = given;
        foreach (var rule in route.Match)
        {
            if (given.With(rule).Contradiction() is { } reason)
                context.Warn(context.Sources.Of(rule), $"the rule never matches: {reason}", "remove it, or change one of the two");
            below = below.With(rule);
        }

        if (route.Routes.Count == 0)
            return;
        if (below.Contradiction() is { } conflict && route.Match.All(rule => given.With(rule).Contradiction() is null))
            context.Warn(context.Sources.Of(route, "routes"), $"no event reaches these routes, because all match rules have to match: {conflict}", "split the route in two");
        if (below.Contradiction() is not null)
            return;
        foreach (var child in route.Routes)
            Visit(child, below, context);
    }
}
