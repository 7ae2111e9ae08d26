using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Which node an event tells of, from the event alone.</summary>
internal static class EventNode
{
    /// <summary>
    /// The object itself if it is a node, else <c>source.host</c> ("node name on which the event is generated", core/v1 EventSource), else
    /// the instance of a kubelet that reports by the newer API. Empty if unknown: other controllers put the name of their pod there.
    /// </summary>
    public static string Of(ClusterEvent e)
    {
        if (e.InvolvedObject.Kind == "Node")
            return e.InvolvedObject.Name;
        if (e.SourceHost.Length > 0)
            return e.SourceHost;
        return e.ReportingController == "kubelet" ? e.ReportingInstance : "";
    }
}
