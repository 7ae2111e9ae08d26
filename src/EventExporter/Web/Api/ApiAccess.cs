namespace EventExporter.Web.Api;

/// <summary>What an endpoint asks of its callers.</summary>
internal enum ApiAccess
{
    /// <summary>Nothing: it tells nothing of the cluster.</summary>
    Open,

    Read,

    Write,
}
