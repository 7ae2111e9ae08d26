using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Puts together what is known of an object: its metadata, its owners up to the root, the labels of its namespace.</summary>
internal sealed class FactsResolver(MetadataLookups lookups, ObjectCache cache)
{
    /// <summary>Longer chains than any real one (CronJob, Job, Pod has two) are taken for a mistake of who wrote them.</summary>
    private const int MaxDepth = 8;

    private readonly SingleFlight<ObjectIdentity, ObjectFacts> _flights = new();

    /// <summary>
    /// Completes when every reading has ended. Null at once if the API server would have to be asked and has too much to answer already;
    /// joining a resolution that is under way costs it nothing.
    /// </summary>
    public Task<ObjectFacts>? ResolveUnlessFull(ObjectIdentity identity) =>
        lookups.IsFull && !_flights.IsUnderWay(identity) && lookups.Known(identity) is null ? null : _flights.Run(identity, ResolveAsync);

    private async Task<ObjectFacts> ResolveAsync(ObjectIdentity identity)
    {
        var namespaceLookup = identity.Namespace.Length > 0 ? lookups.GetAsync(ObjectIdentity.OfNamespace(identity.Namespace)).AsTask() : null;
        var cached = await lookups.GetAsync(identity);
        var expires = cached.AnswerExpires;
        var facts = new ObjectFacts { Lookup = cached.Answer.Result, Deleted = cached.Answer.Result == LookupResult.NotFound };
        if (cached.Answer.Metadata is { } metadata)
        {
            var (chain, chainExpires) = await ClimbAsync(identity, metadata);
            expires = Math.Min(expires, chainExpires);
            facts = facts with
            {
                Labels = metadata.Labels,
                Annotations = metadata.Annotations,
                OwnerReferences = metadata.OwnerReferences,
                OwnerChain = chain,
                Deleted = metadata.Deleted,
            };
        }

        if (namespaceLookup is not null)
        {
            var ns = await namespaceLookup;
            expires = Math.Min(expires, ns.AnswerExpires);
            if (ns.Answer.Metadata is { } namespaceMetadata)
                facts = facts with { NamespaceLabels = namespaceMetadata.Labels };
        }

        cache.PutFacts(identity, facts, expires);
        return facts;
    }

    /// <summary>From controller to controller. An owner that cannot be read ends the chain, but is itself part of it.</summary>
    private async Task<(IReadOnlyList<OwnerReference> Chain, long Expires)> ClimbAsync(ObjectIdentity from, ObjectMetadata metadata)
    {
        var chain = new List<OwnerReference>(2);
        var expires = long.MaxValue;
        var controller = metadata.Controller;
        while (controller is not null && chain.Count < MaxDepth && controller.Uid != metadata.Uid && !chain.Contains(controller))
        {
            chain.Add(controller);
            var owner = await lookups.GetAsync(ObjectIdentity.Of(controller, from.Namespace));
            expires = Math.Min(expires, owner.AnswerExpires);
            controller = owner.Answer.Metadata?.Controller;
        }

        return (chain, expires);
    }
}
