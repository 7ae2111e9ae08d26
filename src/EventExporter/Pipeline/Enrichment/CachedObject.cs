using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>What the cache holds of one object. Times are readings of <see cref="TimeProvider.GetTimestamp"/>.</summary>
internal sealed class CachedObject(MetadataAnswer answer, long answerExpires)
{
    public MetadataAnswer Answer { get; } = answer;

    public long AnswerExpires { get; } = answerExpires;

    /// <summary>The answer put together with owners and namespace; null until an event asks.</summary>
    public ObjectFacts? Facts { get; private set; }

    /// <summary>When the first of the answers that <see cref="Facts"/> were put together from expires.</summary>
    public long FactsExpire { get; private set; }

    /// <summary>The facts with the node last asked for, so that the events of a pod share one object.</summary>
    private ObjectFacts? _factsOnNode;

    public void Know(ObjectFacts facts, long expire)
    {
        Facts = facts;
        FactsExpire = expire;
        _factsOnNode = null;
    }

    public ObjectFacts FactsOn(string node)
    {
        if (node.Length == 0)
            return Facts!;
        if (_factsOnNode is { } known && known.Node == node)
            return known;
        return _factsOnNode = Facts! with { Node = node };
    }
}
