using EventExporter.Pipeline.Events;

namespace EventExporter.Backtest;

/// <summary>What changes from one configuration to another.</summary>
/// <param name="Receivers">Each receiver that either of them has.</param>
/// <param name="Lost">Warnings that a receiver heard of and no longer does.</param>
/// <param name="Unheard">Of those the ones that no receiver hears of any more.</param>
/// <param name="Gained">How many warnings receivers hear of that they did not before.</param>
internal sealed record BacktestComparison(
    IReadOnlyList<ReceiverChange> Receivers, IReadOnlyList<LostWarning> Lost, IReadOnlyList<LostWarning> Unheard, long Gained)
{
    /// <summary>How many lost warnings are named; the others are counted.</summary>
    public const int MostNamed = 1000;

    public long LostCount { get; private init; }

    public long UnheardCount { get; private init; }

    public static async Task<BacktestComparison> OfAsync(BacktestResult before, BacktestResult now, IPastEvents past, CancellationToken cancellation)
    {
        var names = before.Receivers.Concat(now.Receivers).Select(static receiver => receiver.Name).Distinct(StringComparer.Ordinal).ToList();
        var pairs = names.ConvertAll(name => (Before: before.Receiver(name), Now: now.Receiver(name)));
        var lost = new List<LostWarning>();
        var unheard = new List<LostWarning>();
        long index = 0, lostCount = 0, unheardCount = 0, gained = 0;
        await foreach (var warning in past.ReadAsync(cancellation))
        {
            var place = index++;
            if (warning.Event.Type != "Warning")
                continue;
            gained += pairs.Count(pair => pair.Before?.Fates.IsHeard(place) != true && pair.Now?.Fates.IsHeard(place) == true);
            var loses = pairs.FindAll(pair => pair.Before?.Fates.IsHeard(place) == true && pair.Now?.Fates.IsHeard(place) != true);
            if (loses.Count == 0)
                continue;
            lostCount += loses.Count;
            foreach (var (had, has) in loses.Take(MostNamed - lost.Count))
                lost.Add(Describe(warning, had!.Name, has?.Fates[place]));
            if (pairs.Exists(pair => pair.Now?.Fates.IsHeard(place) == true))
                continue;
            unheardCount++;
            if (unheard.Count < MostNamed)
                unheard.Add(Describe(warning, loses[0].Before!.Name, loses[0].Now?.Fates[place]));
        }

        return new BacktestComparison(pairs.ConvertAll(static pair => new ReceiverChange(pair.Before, pair.Now)), lost, unheard, gained)
        {
            LostCount = lostCount,
            UnheardCount = unheardCount,
        };
    }

    private static LostWarning Describe(EnrichedEvent warning, string receiver, EventFate? fate)
    {
        var about = warning.Event.InvolvedObject;
        var name = about.Namespace.Length > 0 ? $"{about.Namespace}/{about.Name}" : about.Name;
        return new LostWarning(receiver, warning.Event.LastSeen, warning.Event.Reason, $"{about.Kind} {name}", Why(fate));
    }

    private static string Why(EventFate? fate) => fate switch
    {
        null => "the receiver is gone",
        EventFate.NotRouted => "no route leads there",
        EventFate.Held => "held back",
        EventFate.Dropped => "beyond the rate limit",
        EventFate.Rejected => "would be a dead letter",
        _ => "still waiting at the end",
    };
}
