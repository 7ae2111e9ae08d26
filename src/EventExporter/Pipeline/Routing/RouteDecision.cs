namespace EventExporter.Pipeline.Routing;

/// <summary>Where an event goes and why.</summary>
/// <param name="Receivers">Names, in the order of the configuration.</param>
internal sealed record RouteDecision(IReadOnlyList<string> Receivers, RouteStep Root);
