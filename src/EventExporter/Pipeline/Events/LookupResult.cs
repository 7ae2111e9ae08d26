namespace EventExporter.Pipeline.Events;

/// <summary>How the lookup of the involved object ended; anything but <see cref="Found"/> and <see cref="Carried"/> means labels are unknown.</summary>
internal enum LookupResult : byte
{
    /// <summary>No lookup was asked for (<c>omitLookup</c>, or a reference too incomplete to look up).</summary>
    Omitted = 0,

    /// <summary>Read from the API server or its cache here.</summary>
    Found = 1,

    /// <summary>The record itself carried labels and owners (replayed or posted events).</summary>
    Carried = 2,

    /// <summary>The API server says there is no such object: it was deleted.</summary>
    NotFound = 3,

    /// <summary>The exporter may not read this kind.</summary>
    Forbidden = 4,

    /// <summary>The time budget ran out, or there were more lookups than the request rate allows.</summary>
    OverBudget = 5,

    /// <summary>The API server failed, or does not know the kind.</summary>
    Failed = 6,
}
