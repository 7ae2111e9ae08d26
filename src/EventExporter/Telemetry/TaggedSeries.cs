namespace EventExporter.Telemetry;

/// <summary>A series under the tags as the code that measures gives them; others with the same hash follow in <paramref name="Next"/>.</summary>
internal sealed record TaggedSeries(KeyValuePair<string, object?>[] Tags, MetricSeries Series, TaggedSeries? Next)
{
    public static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = tags.Length;
        foreach (var (_, value) in tags)
            hash = (hash * 31) + (value?.GetHashCode() ?? 0);
        return hash;
    }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != Tags.Length)
            return false;
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value))
                return false;
        }

        return true;
    }
}
