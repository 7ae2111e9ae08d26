namespace EventExporter.Kubernetes.Lists;

public sealed record ListOptions
{
    /// <summary>Items a page; 500 unless set. 0 asks for everything at once.</summary>
    public int Limit { get; init; } = 500;

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>
    /// The version the list must be at least as fresh as; null for the most recent.
    /// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list"/>
    /// </summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Told of each item that could not be read. The list goes on either way.</summary>
    public Action<MalformedLine>? OnMalformed { get; init; }
}
