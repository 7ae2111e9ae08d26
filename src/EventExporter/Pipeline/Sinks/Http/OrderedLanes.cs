using System.Runtime.ExceptionServices;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>
/// Sends the events of a batch one request each: those of a lane (a channel, an alert) one after the other, lanes beside each other.
/// After the first event that is to be tried again, the later ones of its lane wait for it.
/// </summary>
/// <param name="laneOf">Names an event's lane. Throws <see cref="RenderingException"/> for an event that cannot be sent.</param>
/// <param name="send">Sends one event of the lane. Throws as <see cref="ISink.SendAsync"/> may, and <see cref="RenderingException"/>.</param>
internal sealed class OrderedLanes(Func<AnalyzedEvent, string> laneOf, Func<AnalyzedEvent, string, CancellationToken, Task<Outcome>> send)
{
    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        var outcomes = new Outcome[batch.Count];
        var failures = await Task.WhenAll(Sort(batch, outcomes).Select(lane => SendInOrderAsync(batch, lane.Key, lane.Value, outcomes, cancellation)));

        // What was delivered before a failure must not be sent again; if nothing was, the loop knows best what to say of it.
        if (failures.FirstOrDefault(static failure => failure is not null) is { } first && !outcomes.Any(IsSettled))
            ExceptionDispatchInfo.Throw(first);
        return outcomes;
    }

    private static bool IsSettled(Outcome outcome) => outcome.Kind is OutcomeKind.Delivered or OutcomeKind.Rejected;

    private Dictionary<string, List<int>> Sort(IReadOnlyList<DeliveryItem> batch, Outcome[] outcomes)
    {
        var lanes = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                var name = laneOf(batch[i].Event);
                if (!lanes.TryGetValue(name, out var lane))
                    lanes[name] = lane = [];
                lane.Add(i);
            }
            catch (RenderingException failure)
            {
                outcomes[i] = Outcome.Rejected(failure.Message);
            }
        }

        return lanes;
    }

    /// <summary>Returns what broke off the attempt.</summary>
    private async Task<Exception?> SendInOrderAsync(IReadOnlyList<DeliveryItem> batch, string lane, List<int> indexes, Outcome[] outcomes, CancellationToken cancellation)
    {
        Outcome? stopped = null;
        Exception? failure = null;
        foreach (var i in indexes)
        {
            if (stopped is { } earlier)
            {
                outcomes[i] = earlier;
                continue;
            }

            (outcomes[i], failure) = await TrySendAsync(batch[i].Event, lane, cancellation);
            if (outcomes[i].Kind is OutcomeKind.Retry or OutcomeKind.Unsubscribed)
                stopped = outcomes[i];
            else if (outcomes[i].Kind == OutcomeKind.RefusedTogether && batch.Count > 1)
                outcomes[i] = outcomes[i] with { Kind = OutcomeKind.Rejected };
        }

        return failure;
    }

    private async Task<(Outcome Outcome, Exception? Failure)> TrySendAsync(AnalyzedEvent analyzed, string lane, CancellationToken cancellation)
    {
        try
        {
            return (await send(analyzed, lane, cancellation), null);
        }
        catch (RenderingException problem)
        {
            return (Outcome.Rejected(problem.Message), null);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException)
        {
            return (Outcome.Retry(problem is OperationCanceledException ? "no answer in time" : problem.Message), problem);
        }
    }
}
