using System.Text.Json;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.History;

/// <summary>What the history answers, as JSON: the same members on the command line and over HTTP.</summary>
internal static class HistoryJson
{
    private static readonly EventDocument Document = new();

    /// <summary>The document as receivers get it, with its number and time in front and with what it leaves out when empty.</summary>
    public static void Write(Utf8JsonWriter json, HistoryEvent found)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", found.Sequence);
        Time(json, "time", found.Event.Event.LastSeen);
        using var buffer = new PooledBuffer();
        Document.Write(buffer, found.Event);
        using var document = JsonDocument.Parse(buffer.Written);
        foreach (var member in document.RootElement.EnumerateObject())
            member.WriteTo(json);
        foreach (var name in new[] { "node", "incident" })
        {
            if (!document.RootElement.TryGetProperty(name, out _))
                json.WriteString(name, "");
        }

        foreach (var name in new[] { "owner", "finding" })
        {
            if (!document.RootElement.TryGetProperty(name, out _))
                json.WriteNull(name);
        }

        if (!document.RootElement.TryGetProperty("details", out _))
        {
            json.WriteStartObject("details");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <param name="names">Of the fields, as they were asked for.</param>
    public static void Write(Utf8JsonWriter json, AggregateRequest request, IReadOnlyList<string> names, AggregateAnswer answer)
    {
        json.WriteStartObject();
        json.WriteStartArray("groups");
        foreach (var group in answer.Groups)
            Write(json, request, names, group);
        json.WriteEndArray();
        if (answer.Bucket is { } bucket)
            json.WriteNumber("bucketSeconds", bucket.TotalSeconds);
        else
            json.WriteNull("bucketSeconds");
        Time(json, "since", answer.Since);
        Time(json, "until", answer.Until);
        json.WriteNumber("otherGroups", answer.OtherGroups);
        Partial(json, answer.Partial);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Timeline timeline)
    {
        json.WriteStartObject();
        Write(json, "object", timeline.Object);
        Time(json, "from", timeline.From);
        Time(json, "to", timeline.To);
        json.WriteStartArray("lanes");
        foreach (var lane in timeline.Lanes)
            Write(json, lane);
        json.WriteEndArray();
        json.WriteStartArray("gaps");
        foreach (var gap in timeline.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("scope", gap.Scope);
            Time(json, "from", gap.From);
            Time(json, "to", gap.To);
            json.WriteString("why", gap.Why);
            if (gap.Recovered is { } recovered)
                json.WriteNumber("recovered", recovered);
            else
                json.WriteNull("recovered");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Partial(json, timeline.Partial);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, HistoryStats stats)
    {
        json.WriteStartObject();
        json.WriteNumber("events", stats.Events);
        json.WriteNumber("occurrences", stats.Occurrences);
        Time(json, "oldest", stats.Oldest);
        Time(json, "newest", stats.Newest);
        json.WriteNumber("bytes", stats.Bytes);
        json.WriteNumber("bytesPerEvent", Math.Round(stats.BytesPerEvent, 1));
        json.WriteNumber("ratePerSecond", stats.RatePerSecond);
        json.WriteStartObject("retention");
        json.WriteString("age", Duration.Format(stats.Retention.Age));
        json.WriteNumber("sizeBytes", stats.Retention.Size);
        Ages(json, "types", stats.Retention.Types);
        Ages(json, "namespaces", stats.Retention.Namespaces);
        json.WriteEndObject();
        json.WriteBoolean("fullText", stats.FullText);
        json.WriteNumber("position", stats.Position);
        json.WriteString("notice", stats.Notice);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AggregateRequest request, IReadOnlyList<string> names, AggregateGroup group)
    {
        json.WriteStartObject();
        if (group.Time is { } time)
            Time(json, "time", time);
        for (var i = 0; i < names.Count; i++)
            json.WriteString(names[i], group.Values[i]);
        foreach (var metric in request.Metrics)
        {
            var name = metric.ToString().ToLowerInvariant();
            if (metric == AggregateMetric.Rate)
                json.WriteNumber(name, group.Rate);
            else
                json.WriteNumber(name, (long)group.Of(metric));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TimelineLane lane)
    {
        json.WriteStartObject();
        Write(json, "object", lane.Object);
        json.WriteString("relation", lane.Relation.ToString().ToLowerInvariant());
        json.WriteBoolean("deleted", lane.Deleted);
        json.WriteStartArray("bars");
        foreach (var bar in lane.Bars)
        {
            json.WriteStartObject();
            Time(json, "from", bar.From);
            Time(json, "to", bar.To);
            json.WriteString("severity", Names.Of(bar.Severity));
            json.WriteString("reason", bar.Reason);
            json.WriteNumber("count", bar.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var found in lane.Events)
            Write(json, found);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, TimelineObject about)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", about.Kind);
        json.WriteString("namespace", about.Namespace);
        json.WriteString("name", about.Name);
        json.WriteEndObject();
    }

    private static void Ages(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, TimeSpan> ages)
    {
        json.WriteStartObject(name);
        foreach (var (key, age) in ages)
            json.WriteString(key, Duration.Format(age));
        json.WriteEndObject();
    }

    private static void Partial(Utf8JsonWriter json, string? partial)
    {
        json.WriteBoolean("partial", partial is not null);
        json.WriteString("reason", partial);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        if (time is { } at)
            json.WriteString(name, Rfc3339.Shortest(at, buffer));
        else
            json.WriteNull(name);
    }
}
