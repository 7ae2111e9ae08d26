using System.Collections.Concurrent;
using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>A silence as a question to events. Its query may name the receiver too: <c>receiver=pager namespace=shop</c>.</summary>
internal sealed class SilenceMatcher(Silence silence, EventQuery query)
{
    private readonly ConcurrentDictionary<string, Func<AnalyzedEvent, bool>> _byReceiver = new(StringComparer.Ordinal);

    public Silence Silence => silence;

    public bool Matches(AnalyzedEvent analyzed, string receiver, DateTimeOffset now) =>
        silence.StateAt(now) == SilenceState.Active && _byReceiver.GetOrAdd(receiver, Compile)(analyzed);

    private Func<AnalyzedEvent, bool> Compile(string receiver)
    {
        string[] receivers = [receiver];
        return EventPredicate.Of(query, _ => receivers);
    }
}
