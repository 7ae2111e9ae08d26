using EventExporter.Query;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>What is wrong with a silence.</summary>
/// <param name="Member">Which part of it: <c>matchers</c>, <c>author</c>, <c>comment</c>, <c>endsAt</c>.</param>
/// <param name="Column">In the matchers; 0 for the other parts.</param>
internal sealed record SilenceProblem(string Member, int Column, string Message, string? Hint = null) : QueryProblem(Column, Message, Hint);
