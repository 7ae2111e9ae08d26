using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Playback;

/// <summary>One line of a recorded watch.</summary>
/// <param name="At">When the event was last written, by its own word.</param>
internal sealed record RecordedChange(ChangeType Type, JsonObject Object, DateTimeOffset At);
