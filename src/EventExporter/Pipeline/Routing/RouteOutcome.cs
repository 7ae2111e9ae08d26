namespace EventExporter.Pipeline.Routing;

internal enum RouteOutcome
{
    /// <summary>All match rules matched (or there are none): the children were visited.</summary>
    Passed,

    /// <summary>A match rule did not match: the children were not visited. Rules that did match have delivered all the same.</summary>
    NotDescended,

    /// <summary>A drop rule matched: nothing of this route applies.</summary>
    Dropped,
}
