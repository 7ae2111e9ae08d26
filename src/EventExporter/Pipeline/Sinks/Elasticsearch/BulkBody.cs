using System.Text;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// The lines of a bulk for a batch, one entry an event: an action and a document, and for an event of an incident the incident's action and
/// document behind them. Entries lie one after another, so that any run of them is the body of a request.
/// </summary>
internal sealed class BulkBody : IDisposable
{
    // Enough to see what was sent; dead letters keep the event itself too.
    private const int LongestPayload = 32 * 1024;

    private readonly List<Entry> _entries;

    public BulkBody(IReadOnlyList<DeliveryItem> items, IEventRenderer renderer, BulkAction action, bool withIncidents)
    {
        _entries = new List<Entry>(items.Count);
        Outcomes = new Outcome[items.Count];
        for (var i = 0; i < items.Count; i++)
            Add(items[i].Event, i, renderer, action, withIncidents);
    }

    public PooledBuffer Buffer { get; } = new();

    /// <summary>By item: what is settled so far. Those that could not be rendered are from the start.</summary>
    public Outcome[] Outcomes { get; }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The request body that holds some entries.</summary>
    public ReadOnlyMemory<byte> Bytes(BulkPart part)
    {
        var start = _entries[part.From].Start;
        return Buffer.Written[start.._entries[part.From + part.Count - 1].End];
    }

    /// <summary>All entries, in requests of at most <paramref name="limit"/> bytes; an entry that is larger is alone.</summary>
    public IEnumerable<BulkPart> Parts(long limit)
    {
        for (var from = 0; from < _entries.Count;)
        {
            var to = from + 1;
            while (to < _entries.Count && _entries[to].End - _entries[from].Start <= limit)
                to++;
            yield return new BulkPart(from, to - from);
            from = to;
        }
    }

    /// <param name="incident">The incident's document, where the entry has one.</param>
    public string Payload(Entry entry, bool incident = false)
    {
        var bytes = Buffer.Written.Span[(incident ? entry.IncidentStart : entry.DocumentStart)..(incident || !entry.HasIncident ? entry.End - 1 : entry.DocumentEnd)];
        return bytes.Length <= LongestPayload ? Encoding.UTF8.GetString(bytes) : Encoding.UTF8.GetString(bytes[..LongestPayload]) + "... (cut)";
    }

    public void Dispose() => Buffer.Dispose();

    private void Add(AnalyzedEvent analyzed, int item, IEventRenderer renderer, BulkAction action, bool withIncidents)
    {
        var start = Buffer.Length;
        try
        {
            action.Write(Buffer, analyzed);
            var document = Buffer.Length;
            renderer.Write(Buffer, analyzed);
            var documentEnd = Buffer.Length;
            Buffer.WriteByte((byte)'\n');
            var incidentStart = 0;
            if (withIncidents && analyzed.Finding is IncidentFinding incident)
            {
                action.WriteIncident(Buffer, incident);
                incidentStart = Buffer.Length;
                IncidentDocument.Write(Buffer, analyzed, incident);
                Buffer.WriteByte((byte)'\n');
            }

            _entries.Add(new Entry(item, start, document, documentEnd, incidentStart, Buffer.Length));
        }
        catch (RenderingException error)
        {
            Buffer.Truncate(start);
            Outcomes[item] = Outcome.Rejected(error.Message);
        }
    }

    /// <param name="Item">The event's place in the batch.</param>
    /// <param name="Start">Where its first line begins in the buffer.</param>
    /// <param name="IncidentStart">Where the document of its incident begins; 0 if it has none.</param>
    /// <param name="End">Behind its last line break.</param>
    internal readonly record struct Entry(int Item, int Start, int DocumentStart, int DocumentEnd, int IncidentStart, int End)
    {
        public bool HasIncident => IncidentStart > 0;

        /// <summary>How many actions it holds, and so how many results the answer has for it.</summary>
        public int Actions => HasIncident ? 2 : 1;
    }
}
