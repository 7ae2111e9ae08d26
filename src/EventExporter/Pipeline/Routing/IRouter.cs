using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing;

/// <summary>Says which receivers an event goes to. Pure: the same event gives the same answer.</summary>
internal interface IRouter
{
    /// <summary>The receivers, as bits: bit i stands for the i-th receiver of the configuration.</summary>
    ReceiverSet Route(AnalyzedEvent analyzed);
}
