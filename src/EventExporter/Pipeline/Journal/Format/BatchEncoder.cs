using System.IO.Compression;
using System.Runtime.InteropServices;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>Writes batches in <see cref="BatchFormat"/>. One thread at a time; its buffers are used again.</summary>
internal sealed class BatchEncoder
{
    private readonly PayloadWriter _body = new();
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> _shared = new(ReferenceEqualityComparer.Instance);
    private long _previousTicks;

    /// <summary>Length of the last batch's body before compression.</summary>
    public int BodyLength { get; private set; }

    public byte[] Encode(IReadOnlyList<AnalyzedEvent> events)
    {
        _body.Clear();
        _texts.Clear();
        _shared.Clear();
        _previousTicks = 0;
        _body.Unsigned((ulong)events.Count);
        for (var i = 0; i < events.Count; i++)
            Analyzed(events[i]);
        BodyLength = _body.Written.Length;
        return BodyLength < BatchFormat.DeflateFrom ? Stored(_body.Written, deflated: false) : Compressed();
    }

    private byte[] Compressed()
    {
        using var target = new MemoryStream(BodyLength / 2);
        using (var deflate = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(_body.Written);
        return target.Length < BodyLength
            ? Stored(target.GetBuffer().AsSpan(0, (int)target.Length), deflated: true)
            : Stored(_body.Written, deflated: false);
    }

    private byte[] Stored(ReadOnlySpan<byte> stored, bool deflated)
    {
        var payload = GC.AllocateUninitializedArray<byte>(BatchFormat.HeaderLength + stored.Length);
        stored.CopyTo(payload.AsSpan(BatchFormat.HeaderLength));
        BatchFormat.WriteHeader(payload, deflated, BodyLength);
        return payload;
    }

    private void Analyzed(AnalyzedEvent analyzed)
    {
        _body.Byte((byte)analyzed.Category);
        _body.Byte((byte)analyzed.Severity);
        Cluster(analyzed.Event);
        Facts(analyzed.Object);
        Map(analyzed.Details);
        Text(analyzed.Incident);
        Text(analyzed.Finding is { } finding ? FindingJson.Write(finding) : "");
    }

    private void Cluster(ClusterEvent e)
    {
        Text(e.Cluster);
        _body.String(e.Name);
        Text(e.Namespace);
        _body.String(e.Uid);
        _body.String(e.ResourceVersion);
        Time(e.CreationTimestamp);
        Map(e.Labels);
        Map(e.Annotations);
        Text(e.Reason);
        Text(e.Message);
        Text(e.Type);
        Text(e.Action);
        _body.Signed(e.Count);
        Series(e.Series);
        Time(e.FirstTimestamp);
        Time(e.LastTimestamp);
        Time(e.EventTime);
        Text(e.SourceComponent);
        Text(e.SourceHost);
        Text(e.ReportingController);
        Text(e.ReportingInstance);
        Reference(e.InvolvedObject);
        Flag(e.Related is not null);
        if (e.Related is not null)
            Reference(e.Related);
        _body.Signed(e.Delta);
        Time(e.ObservedAt);
    }

    private void Series(EventSeries? series)
    {
        Flag(series is not null);
        if (series is null)
            return;
        _body.Signed(series.Count);
        Time(series.LastObservedTime);
    }

    private void Reference(ObjectReference reference)
    {
        Text(reference.ApiVersion);
        Text(reference.Kind);
        Text(reference.Namespace);
        Text(reference.Name);
        Text(reference.Uid);
        Text(reference.ResourceVersion);
        Text(reference.FieldPath);
    }

    private void Facts(ObjectFacts facts)
    {
        if (Again(facts))
            return;
        _body.Byte((byte)facts.Lookup);
        Map(facts.Labels);
        Map(facts.Annotations);
        Owners(facts.OwnerReferences);
        Owners(facts.OwnerChain);
        Flag(facts.Deleted);
        Text(facts.Node);
        Map(facts.NamespaceLabels);
    }

    private void Owners(IReadOnlyList<OwnerReference> owners)
    {
        _body.Unsigned((ulong)owners.Count);
        for (var i = 0; i < owners.Count; i++)
        {
            Text(owners[i].ApiVersion);
            Text(owners[i].Kind);
            Text(owners[i].Name);
            Text(owners[i].Uid);
            Flag(owners[i].Controller);
        }
    }

    private void Map(IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            _body.Byte(BatchFormat.Empty);
            return;
        }

        if (Again(map))
            return;
        _body.Unsigned((ulong)map.Count);
        foreach (var (key, value) in map)
        {
            Text(key);
            Text(value);
        }
    }

    /// <summary>Writes the index of a thing that this batch has already; else announces a new one.</summary>
    private bool Again(object thing)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_shared, thing, out var known);
        if (!known)
            index = _shared.Count - 1;
        _body.Unsigned(known ? (ulong)(index + BatchFormat.FirstIndex) : BatchFormat.New);
        return known;
    }

    private void Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            _body.Byte(BatchFormat.Empty);
            return;
        }

        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out var known);
        if (known)
        {
            _body.Unsigned((ulong)(index + BatchFormat.FirstIndex));
            return;
        }

        index = _texts.Count - 1;
        _body.Byte(BatchFormat.New);
        _body.String(text);
    }

    private void Flag(bool value) => _body.Byte(value ? (byte)1 : (byte)0);

    private void Time(DateTimeOffset? time)
    {
        if (time is not { } at)
        {
            _body.Byte(BatchFormat.TimeNull);
            return;
        }

        var delta = at.UtcTicks - _previousTicks;
        _previousTicks = at.UtcTicks;
        var (seconds, part) = Math.DivRem(delta, TimeSpan.TicksPerSecond);
        var offset = at.TotalOffsetMinutes == 0 ? 0 : BatchFormat.TimeWithOffset;
        _body.Byte((byte)((part == 0 ? BatchFormat.TimeSeconds : BatchFormat.TimeTicks) | offset));
        _body.Signed(part == 0 ? seconds : delta);
        if (offset != 0)
            _body.Signed(at.TotalOffsetMinutes);
    }
}
