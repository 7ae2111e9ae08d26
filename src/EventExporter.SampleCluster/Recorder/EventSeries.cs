using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Recorder;

/// <summary>What the recorder keeps of an event that may recur.</summary>
internal sealed class EventSeries(JsonObject content)
{
    public JsonObject Content { get; } = content;

    public int Count { get; set; }

    public DateTimeOffset LastObserved { get; set; }

    /// <summary>Timestamp of the recorder's clock, for intervals.</summary>
    public long LastSeen { get; set; }
}
