using System.Globalization;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Playback;

/// <summary>Moves the times of an event, so that an old recording can be played as if it happened today.</summary>
internal static class TimeShift
{
    public static void Apply(JsonObject body, TimeSpan by)
    {
        Move(body["metadata"] as JsonObject, "creationTimestamp", by);
        Move(body, "firstTimestamp", by);
        Move(body, "lastTimestamp", by);
        Move(body, "eventTime", by);
        Move(body["series"] as JsonObject, "lastObservedTime", by);
    }

    private static void Move(JsonObject? owner, string name, TimeSpan by)
    {
        if ((string?)owner?[name] is not { } text)
            return;
        var moved = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) + by;
        owner[name] = text.Contains('.', StringComparison.Ordinal) ? ObjectBody.MicroTime(moved) : ObjectBody.Time(moved);
    }
}
