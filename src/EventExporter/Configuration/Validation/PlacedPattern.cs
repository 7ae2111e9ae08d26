using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Validation;

/// <summary>A pattern and where it was written.</summary>
internal readonly record struct PlacedPattern(string Text, PlacedNode Place);
