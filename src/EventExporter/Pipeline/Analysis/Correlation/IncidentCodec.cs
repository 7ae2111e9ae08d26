using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>An incident as bytes: a version, then its fields in the order of <see cref="Encode"/>, numbers and texts as in the journal's batches.</summary>
internal sealed class IncidentCodec
{
    private const byte Version = 1;

    private readonly PayloadWriter _w = new();

    public byte[] Encode(Incident i)
    {
        _w.Clear();
        _w.Byte(Version);
        _w.String(i.Id);
        Key(i.Key);
        Text(i.Root.ApiVersion, i.Root.Kind, i.Root.Namespace, i.Root.Name, i.Root.Uid, i.Cluster, i.Node);
        _w.Byte((byte)i.Phase);
        _w.Byte((byte)i.Trouble);
        _w.Byte((byte)i.Severity);
        _w.Byte((byte)i.ToldTrouble);
        _w.Byte((byte)i.ToldSeverity);
        _w.Byte(i.HasToldRecovery ? (byte)1 : (byte)0);
        Numbers(i.Since.UtcTicks, i.LastSign.UtcTicks, i.PhaseSince.UtcTicks, i.ToldAt.UtcTicks, i.Count, i.Objects, i.Number, i.Reopened, i.ToldCount);
        Map(i.Details);
        Map(i.Facts.Labels);
        Map(i.Facts.Annotations);
        Map(i.Facts.NamespaceLabels);
        Members(i);
        _w.Unsigned((ulong)i.Roots.Count);
        foreach (var root in i.Roots)
            Key(root);
        _w.Unsigned((ulong)i.Evidence.Count);
        foreach (var (trouble, quote) in i.Evidence)
        {
            _w.Byte((byte)trouble);
            Quote(quote);
        }

        _w.Unsigned((ulong)i.Changes.Count);
        foreach (var change in i.Changes)
            Quote(change);
        _w.Unsigned((ulong)i.Reasons.Count);
        foreach (var (reason, count) in i.Reasons)
        {
            _w.String(reason);
            _w.Signed(count);
        }

        return _w.Written.ToArray();
    }

    /// <summary>Null if the bytes are of another version, or damaged.</summary>
    public static Incident? TryDecode(byte[] data)
    {
        try
        {
            return IncidentDecoder.Decode(data, Version);
        }
        catch (Exception error) when (BatchDecoder.IsDamage(error))
        {
            return null;
        }
    }

    private void Members(Incident i)
    {
        _w.Unsigned((ulong)i.Members.Count);
        foreach (var member in i.Members.Values)
        {
            Key(member.Key);
            Key(member.Root);
            _w.Byte((byte)member.Trouble);
            _w.Byte((byte)member.State);
            _w.Byte(member.IsGrave ? (byte)1 : (byte)0);
            Numbers(member.Since.UtcTicks, member.ScoredAt.UtcTicks, member.ExcusedUntil.UtcTicks, (long)Math.Min(member.Score * 1000, int.MaxValue));
        }
    }

    private void Quote(EventQuote q)
    {
        Text(q.Reason, q.Kind, q.Namespace, q.Name, q.Message, q.Identity);
        Numbers(q.At.UtcTicks, q.Count);
    }

    private void Key(ObjectKey key) => Text(key.Kind, key.Namespace, key.Name);

    private void Map(IReadOnlyDictionary<string, string> map)
    {
        _w.Unsigned((ulong)map.Count);
        foreach (var (name, value) in map)
            Text(name, value);
    }

    private void Text(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _w.String(text);
    }

    private void Numbers(params ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
            _w.Signed(number);
    }
}
