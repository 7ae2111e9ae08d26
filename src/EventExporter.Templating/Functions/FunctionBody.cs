using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary>The code of a built-in function.</summary>
/// <param name="arguments">One for each parameter, null where it was not given; those of a variadic parameter follow at the end.</param>
public delegate object? FunctionBody(RenderContext context, ReadOnlySpan<object?> arguments);
