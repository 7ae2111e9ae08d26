namespace EventExporter.Pipeline.Events;

/// <summary>
/// A pointer to a Kubernetes object, as events carry it in <c>involvedObject</c> and <c>related</c>
/// (core/v1 ObjectReference, Kubernetes API reference). Fields that the recorder left out are empty strings.
/// </summary>
internal sealed record ObjectReference
{
    public static readonly ObjectReference None = new();

    public string ApiVersion { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Uid { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    /// <summary>The part of the object that is meant, for example <c>spec.containers{app}</c>.</summary>
    public string FieldPath { get; init; } = "";
}
