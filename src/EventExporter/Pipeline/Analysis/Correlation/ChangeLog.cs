using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What was changed on purpose of late, by owner and by node: the answer to "what happened just before". Bounded.</summary>
internal sealed class ChangeLog(TimeSpan window)
{
    private const int MostOwners = 4000;
    private const int MostEach = 6;

    private readonly Dictionary<ObjectKey, Changes> _all = [];
    private readonly Queue<ObjectKey> _order = new();

    public void Add(ObjectKey about, ClusterEvent e)
    {
        var changes = Of(about);
        changes.Quotes.Add(EventQuote.Of(e));
        if (changes.Quotes.Count > MostEach)
            changes.Quotes.RemoveAt(0);
    }

    /// <summary>An image that the owner did not use before. The first one that is seen may have been there all along.</summary>
    public void AddImage(ObjectKey owner, string image, ClusterEvent e)
    {
        var changes = Of(owner);
        if (changes.Image.Length > 0 && changes.Image != image)
            Add(owner, e);
        changes.Image = image;
    }

    /// <summary>The last changes before a time, and those of the half minute after it: an event may be told late.</summary>
    public IEnumerable<EventQuote> Before(ObjectKey about, DateTimeOffset time) => _all.TryGetValue(about, out var changes)
        ? changes.Quotes.Where(q => q.At <= time.AddSeconds(30) && q.At >= time - window)
        : [];

    public bool Any(ObjectKey about, DateTimeOffset since, Func<EventQuote, bool> fits) =>
        _all.TryGetValue(about, out var changes) && changes.Quotes.Exists(q => q.At >= since && fits(q));

    private Changes Of(ObjectKey about)
    {
        if (_all.TryGetValue(about, out var known))
            return known;
        if (_order.Count >= MostOwners)
            _all.Remove(_order.Dequeue());
        _order.Enqueue(about);
        return _all[about] = new Changes();
    }

    private sealed class Changes
    {
        public string Image { get; set; } = "";

        public List<EventQuote> Quotes { get; } = [];
    }
}
