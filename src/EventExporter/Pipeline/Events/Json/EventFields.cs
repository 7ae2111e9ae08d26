using System.Text.Json;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Names to fields. By length first: most comparisons never happen.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/"/> lists the names of the newer API.
/// </summary>
internal static class EventFields
{
    /// <summary>The field whose name the reader stands on.</summary>
    public static EventField Identify(ref Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && !reader.ValueIsEscaped)
            return Identify(reader.ValueSpan);
        Span<byte> name = stackalloc byte[64];
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return length > name.Length ? EventField.Unknown : Identify(name[..reader.CopyString(name)]);
    }

    private static EventField Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("type"u8) => EventField.Type,
        4 when name.SequenceEqual("kind"u8) => EventField.Kind,
        4 when name.SequenceEqual("note"u8) => EventField.Message,
        5 when name.SequenceEqual("count"u8) => EventField.Count,
        6 when name.SequenceEqual("reason"u8) => EventField.Reason,
        6 when name.SequenceEqual("source"u8) => EventField.Source,
        6 when name.SequenceEqual("series"u8) => EventField.Series,
        6 when name.SequenceEqual("action"u8) => EventField.Action,
        7 when name.SequenceEqual("message"u8) => EventField.Message,
        7 when name.SequenceEqual("related"u8) => EventField.Related,
        8 when name.SequenceEqual("metadata"u8) => EventField.Metadata,
        9 when name.SequenceEqual("eventTime"u8) => EventField.EventTime,
        9 when name.SequenceEqual("regarding"u8) => EventField.InvolvedObject,
        10 when name.SequenceEqual("apiVersion"u8) => EventField.ApiVersion,
        11 when name.SequenceEqual("clusterName"u8) => EventField.ClusterName,
        13 when name.SequenceEqual("lastTimestamp"u8) => EventField.LastTimestamp,
        14 when name.SequenceEqual("involvedObject"u8) => EventField.InvolvedObject,
        14 when name.SequenceEqual("firstTimestamp"u8) => EventField.FirstTimestamp,
        15 when name.SequenceEqual("deprecatedCount"u8) => EventField.Count,
        16 when name.SequenceEqual("deprecatedSource"u8) => EventField.Source,
        17 when name.SequenceEqual("reportingInstance"u8) => EventField.ReportingInstance,
        18 when name.SequenceEqual("reportingComponent"u8) => EventField.ReportingController,
        19 when name.SequenceEqual("reportingController"u8) => EventField.ReportingController,
        23 when name.SequenceEqual("deprecatedLastTimestamp"u8) => EventField.LastTimestamp,
        24 when name.SequenceEqual("deprecatedFirstTimestamp"u8) => EventField.FirstTimestamp,
        _ => EventField.Unknown,
    };
}
