namespace EventExporter.Web.Api.Posting;

/// <summary>One event of a request, as the JSON of a Kubernetes Event.</summary>
/// <param name="Json">Its bytes.</param>
/// <param name="Path">Where it stands in the request, for messages; empty for the whole.</param>
internal sealed record PostedItem(ReadOnlyMemory<byte> Json, string Path)
{
    /// <summary>What the client calls it: from it, the uid is made where the event has none. Empty if the client has no name for it.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The same id means the same occurrence, whatever else is said (CloudEvents); else a version is made from the content.</summary>
    public bool IdIsOccurrence { get; init; }
}
