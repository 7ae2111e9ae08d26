namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Recurrences of a trouble are left out after its first event.</summary>
/// <param name="Fields">What makes two events the same trouble.</param>
/// <param name="Within">A trouble that was quiet for so long is a new one.</param>
internal sealed record RepeatSettings(IReadOnlyList<GroupField> Fields, TimeSpan Within);
