using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery;

/// <summary>The size of an event's default document, by estimate: cheap, and near enough to fill a request by bytes before rendering it.</summary>
internal static class EventSize
{
    // Field names, times, identifiers and punctuation of the document of an event whose texts are all empty.
    private const int Frame = 1200;

    public static int Estimate(AnalyzedEvent analyzed)
    {
        var size = Frame + analyzed.Event.Message.Length;
        size += Of(analyzed.Object.Labels) + Of(analyzed.Object.Annotations);
        return size + Of(analyzed.Event.Labels) + Of(analyzed.Event.Annotations);
    }

    private static int Of(IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
            return 0;
        var size = 0;
        foreach (var (key, value) in map)
            size += key.Length + value.Length + 6;
        return size;
    }
}
