namespace EventExporter.Web.Api;

/// <summary>One thing wrong with a request.</summary>
/// <param name="Message">What is wrong, with the value found.</param>
internal sealed record ApiError(string Message)
{
    /// <summary>The parameter, or the place in the body, such as <c>items[2].involvedObject.name</c>; empty if it is the whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>In a query, the column where it is wrong, from 1; null elsewhere.</summary>
    public int? Column { get; init; }

    /// <summary>The way out; empty if it cannot be said.</summary>
    public string Hint { get; init; } = "";
}
