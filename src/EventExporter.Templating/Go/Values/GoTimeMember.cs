using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Go.Values;

/// <summary>A method of times or durations.</summary>
/// <param name="Count">Arguments it takes.</param>
internal sealed record GoTimeMember(int Count, GoTimeMember.Body Read)
{
    public delegate object? Body(RenderContext context, object target, ReadOnlySpan<object?> arguments);
}
