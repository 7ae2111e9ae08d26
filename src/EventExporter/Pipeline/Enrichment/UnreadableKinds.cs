using System.Collections.Concurrent;
using EventExporter.Pipeline.Events;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// Kinds that may not be read (a namespace at a time: a Role may allow one and not the other), or that the API server does not serve:
/// for a while no object of theirs is asked for. Each is logged once, until a reading succeeds.
/// </summary>
internal sealed class UnreadableKinds(EnrichmentOptions options, TimeProvider time, ILogger log)
{
    private readonly ConcurrentDictionary<Scope, (MetadataAnswer Answer, long Until)> _scopes = new();
    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), bool> _logged = new();

    /// <summary>The answer that holds for every object of the kind at present; null if the object must be asked for.</summary>
    public MetadataAnswer? AnswerFor(in ObjectIdentity identity, long now, out long until)
    {
        until = 0;
        if (_scopes.IsEmpty || !_scopes.TryGetValue(ScopeOf(identity), out var known) || known.Until <= now)
            return null;
        until = known.Until;
        return known.Answer;
    }

    public void Learn(in ObjectIdentity identity, MetadataAnswer answer)
    {
        if (answer.Result == LookupResult.Found)
        {
            if (!_logged.IsEmpty)
                _logged.TryRemove((identity.ApiVersion, identity.Kind), out _);
            return;
        }

        var forbidden = answer.Result == LookupResult.Forbidden;
        if (!forbidden && !answer.UnknownKind)
            return;
        var life = forbidden ? options.ForbiddenLife : options.UnknownKindLife;
        _scopes[ScopeOf(identity)] = (answer, time.GetTimestamp() + life.InTimestamps(time));
        if (_logged.TryAdd((identity.ApiVersion, identity.Kind), true))
            Log(identity, answer);
    }

    private void Log(in ObjectIdentity identity, MetadataAnswer answer)
    {
        if (answer.Result == LookupResult.Forbidden)
            log.LogWarning("The exporter may not read {Kind} ({ApiVersion}): labels and owners of such objects stay unknown. Give its role the verb \"get\" on this resource, or set omitLookup: true. The API server says: {Detail}", identity.Kind, identity.ApiVersion, answer.Detail);
        else
            log.LogWarning("The API server does not serve the kind {Kind} ({ApiVersion}) that events point to: labels and owners of such objects stay unknown. {Detail}", identity.Kind, identity.ApiVersion, answer.Detail);
    }

    private static Scope ScopeOf(in ObjectIdentity identity) => new(identity.ApiVersion, identity.Kind, identity.Namespace);

    private readonly record struct Scope(string ApiVersion, string Kind, string Namespace);
}
